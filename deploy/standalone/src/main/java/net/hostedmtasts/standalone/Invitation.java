package net.hostedmtasts.standalone;

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
    text.append("\nHealth and metrics of an edge:\n");
    deployment.edges().stream().limit(1).forEach(edge -> text.append(management(edge)));
    return text.append('\n').toString();
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
    return "  token=$(cat "
        + quoted(deployment.data().adminToken())
        + ")\n"
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
        + "    -d '{\"mode\": \"enforce\", \"max_age\": 604800, \"mx\": {\"source\": \"pinned\", \"patterns\":"
        + " [\"mx1.example.test\"]}}' "
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
