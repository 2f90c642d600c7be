package net.hostedmtasts.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param data the folder to keep everything in; none: a fresh one that is removed at the end
 * @param resolver who is asked about the DNS of the world; none: an owner's DNS on this machine
 * @param signing who signs certificates
 * @param dmarcGate whether a domain needs DMARC monitoring before MTA-STS
 */
record Options(
    int edges,
    Optional<Path> data,
    int portBase,
    String zone,
    Optional<ResolverAddress> resolver,
    Signing signing,
    boolean dmarcGate,
    boolean help) {
  static final int USUAL_BASE = 8_000;

  static final String HELP =
      """
      Runs Hosted MTA-STS on this machine: a database, a broker, a control-plane, some edges and the DNS of the
      owner of a demo domain, on loopback only.

      Usage: deploy/run.sh [OPTION]...
        --edges N        number of edges, on 127.0.0.1, 127.0.0.2 and so on (default 2, at most 50)
        --data DIR       keeps everything in DIR, over restarts (default: a fresh folder, removed at the end)
        --port-base N    adds N to every port (default 8000): API N+80, its management N+90; each edge
                         HTTPS N+443, DNS N+53, challenges N+81, reports N+444, management N+91;
                         the owner's DNS N+54, a resolver N+55, records over HTTP N+82
        --zone NAME      the service zone (default mta-sts-host.test)
        --resolver ADDRESS[:PORT]
                         looks names up there and at authoritative servers on port 53, in place of the owner's DNS
        --acme pebble|URL
                         certificates from an ACME authority: Debian's pebble, started beside it (ports N+83, N+84),
                         or the directory at URL, to whose terms of service you agree by naming it
        --acme-roots FILE
                         for an authority at URL that is not publicly trusted: its roots as PEM, those of its own
                         HTTPS and those of what it signs, in place of all others
        --dmarc-gate on|off
                         whether a domain needs DMARC monitoring before MTA-STS (default on)
        --help           shows this and ends

      Prints a line that begins with "ready" when everything answers. Ctrl-C or SIGTERM stops it.
      deploy/owner-dns.sh --help says how to change the records of the demo domain.
      """;

  /** A command line that was not understood; the message says what is wrong with it. */
  static final class Misunderstood extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misunderstood(String message) {
      super(message);
    }
  }

  /** Reads the command line: {@code --name value} or {@code --name=value}. */
  static Options parse(List<String> arguments) {
    return new CommandLine(arguments).read();
  }
}
