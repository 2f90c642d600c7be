package net.hostedmtasts.standalone;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a newcomer is told to try: lines that work when pasted into a shell. */
record Invitation(Deployment deployment, String txtName) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._@:+-]+");

  /** All of it, for a terminal. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("\nThe policy of ")
        .append(DemoDomain.NAME)
        .append(", as a sending MTA fetches it:\n");
    deployment.edges().stream().limit(2).forEach(edge -> text.append(fetch(edge)));
    text.append("\nIts TXT record in the service zone, and the edges' addresses:\n");
    deployment.edges().stream().limit(2).forEach(edge -> text.append(dig(edge, "TXT " + txtName)));
    deployment.edges().stream()
        .limit(1)
        .forEach(edge -> text.append(dig(edge, "A " + policyName())));
    text.append("\nThe API, its description, and a change (watch the two above follow):\n");
    text.append(api());
    text.append("\nThe DNS of the domain's owner: its records, a broken CNAME, and the cure:\n");
    text.append(ownerDns());
    text.append("\nHealth and metrics of an edge:\n");
    deployment.edges().stream().limit(1).forEach(edge -> text.append(management(edge)));
    return text.append('\n').toString();
  }

  /** What to try where there is no demo domain, because the DNS of the world is asked. */
  static String withoutDemo(Deployment deployment) {
    return "\nAdd a domain of yours; the answer has the CNAME records to set:\n"
        + token(deployment)
        + "  curl -H \"Authorization: Bearer $token\" -H 'Content-Type: application/json' \\\n"
        + "    -d '{\"name\": \"example.com\"}' "
        + deployment.controlPlane(1).api("/api/v1/domains")
        + "\n\n";
  }

  private String ownerDns() {
    Path script = deployment.settings().home().resolve("deploy/owner-dns.sh");
    int base = deployment.settings().ports().base();
    String command =
        "  " + quoted(script) + (base == Options.USUAL_BASE ? "" : " --port-base " + base) + " ";
    Ports ports = deployment.settings().ports();
    String txt = "_mta-sts." + DemoDomain.NAME;
    String mtaSts =
        deployment
            .controlPlane(1)
            .api("/api/v1/domains/" + DemoDomain.NAME + "/mta-sts")
            .toString();
    return command
        + "list\n"
        + "  dig @127.0.0.1 -p "
        + ports.ownerResolver()
        + " +noall +answer TXT "
        + txt
        + "\n"
        + command
        + "set "
        + txt
        + " CNAME nowhere."
        + DemoDomain.NAME
        + "\n"
        + "  curl -X POST -H \"Authorization: Bearer $token\" "
        + mtaSts.replaceFirst("/mta-sts$", "/checks")
        + "\n"
        + "  curl -H \"Authorization: Bearer $token\" "
        + mtaSts
        + "\n"
        + command
        + "delegate "
        + DemoDomain.NAME
        + "\n";
  }

  private static String token(Deployment deployment) {
    return "  token=$(cat " + quoted(deployment.data().adminToken()) + ")\n";
  }

  private String fetch(Edge edge) {
    String host = "mta-sts." + DemoDomain.NAME;
    int port = edge.ports().https();
    return "  curl --cacert "
        + quoted(deployment.data().authority())
        + " --resolve "
        + host
        + ":"
        + port
        + ":"
        + edge.host()
        + " https://"
        + host
        + ":"
        + port
        + "/.well-known/mta-sts.txt\n";
  }

  private static String dig(Edge edge, String question) {
    return "  dig @" + edge.host() + " -p " + edge.ports().dns() + " +short " + question + "\n";
  }

  private String policyName() {
    return txtName.replaceFirst("\\._mta-sts\\.", ".policy.");
  }

  private String api() {
    ControlPlane controlPlane = deployment.controlPlane(1);
    String domain = controlPlane.api("/api/v1/domains/" + DemoDomain.NAME).toString();
    return token(deployment)
        + "  curl -H \"Authorization: Bearer $token\" "
        + domain
        + "\n"
        + "  curl "
        + controlPlane.api("/q/openapi")
        + "\n"
        + "  etag=$(curl -si -H \"Authorization: Bearer $token\" "
        + domain
        + "/mta-sts | tr -d '\\r' | sed -n 's/^etag: //Ip')\n"
        + "  curl -X PUT -H \"Authorization: Bearer $token\" -H \"If-Match: $etag\" -H 'Content-Type: application/json' \\\n"
        + "    -d '{\"mode\": \"testing\", \"max_age\": 604800, \"mx\": {\"source\": \"auto\"}}' "
        + domain
        + "/mta-sts\n";
  }

  private static String management(Edge edge) {
    return "  curl "
        + edge.management("/q/health")
        + "\n  curl "
        + edge.management("/q/metrics")
        + "\n";
  }

  private static String quoted(Object path) {
    String text = path.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
