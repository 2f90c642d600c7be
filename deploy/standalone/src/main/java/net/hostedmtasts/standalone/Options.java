package net.hostedmtasts.standalone;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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
        --dmarc-gate on|off
                         whether a domain needs DMARC monitoring before MTA-STS (default on)
        --help           shows this and ends

      Prints a line that begins with "ready" when everything answers. Ctrl-C or SIGTERM stops it.
      deploy/owner-dns.sh --help says how to change the records of the demo domain.
      """;

  private static final Pattern ZONE =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final int LONGEST_ZONE = 180;
  private static final int MOST_EDGES = 50;
  private static final int LOWEST_BASE = 1_000;

  /** A command line that was not understood; the message says what is wrong with it. */
  static final class Misunderstood extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misunderstood(String message) {
      super(message);
    }
  }

  /** Reads the command line: {@code --name value} or {@code --name=value}. */
  static Options parse(List<String> arguments) {
    Options options =
        new Options(
            2,
            Optional.empty(),
            USUAL_BASE,
            "mta-sts-host.test",
            Optional.empty(),
            new Signing.Local(),
            true,
            false);
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 0) {
        rest.push(argument.substring(equals + 1));
        argument = argument.substring(0, equals);
      }
      options = options.with(argument, rest);
    }
    return options;
  }

  private Options with(String name, Deque<String> rest) {
    return switch (name) {
      case "--help", "-h" ->
          new Options(edges, data, portBase, zone, resolver, signing, dmarcGate, true);
      case "--edges" -> {
        int number = number(name, rest, 1, MOST_EDGES);
        yield new Options(number, data, portBase, zone, resolver, signing, dmarcGate, help);
      }
      case "--data" -> {
        Optional<Path> folder = Optional.of(Path.of(value(name, rest)));
        yield new Options(edges, folder, portBase, zone, resolver, signing, dmarcGate, help);
      }
      case "--port-base" -> {
        int base = number(name, rest, LOWEST_BASE, Ports.HIGHEST_BASE);
        yield new Options(edges, data, base, zone, resolver, signing, dmarcGate, help);
      }
      case "--zone" -> {
        String own = zone(value(name, rest));
        yield new Options(edges, data, portBase, own, resolver, signing, dmarcGate, help);
      }
      case "--resolver" -> {
        Optional<ResolverAddress> address = Optional.of(new ResolverAddress(value(name, rest)));
        yield new Options(edges, data, portBase, zone, address, signing, dmarcGate, help);
      }
      case "--acme" -> {
        Signing other = signing(value(name, rest));
        yield new Options(edges, data, portBase, zone, resolver, other, dmarcGate, help);
      }
      case "--dmarc-gate" -> {
        boolean gate = onOrOff(name, value(name, rest));
        yield new Options(edges, data, portBase, zone, resolver, signing, gate, help);
      }
      default -> throw new Misunderstood("Unknown option: " + name);
    };
  }

  private static String value(String name, Deque<String> rest) {
    if (rest.isEmpty() || rest.peek().isBlank()) {
      throw new Misunderstood(name + " needs a value");
    }
    return rest.pop();
  }

  private static int number(String name, Deque<String> rest, int lowest, int highest) {
    String text = value(name, rest);
    try {
      int number = Integer.parseInt(text);
      if (number >= lowest && number <= highest) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // The same answer as for a number out of range.
    }
    throw new Misunderstood(
        name + " must be a number from " + lowest + " to " + highest + ", not " + text);
  }

  private static Signing signing(String text) {
    if (text.equals("pebble")) {
      return Signing.WithPebble.friendly();
    }
    try {
      URI directory = new URI(text);
      if ("https".equals(directory.getScheme()) && directory.getHost() != null) {
        return new Signing.Directory(directory);
      }
    } catch (URISyntaxException noUri) {
      // The same answer as for another scheme.
    }
    throw new Misunderstood("--acme must be pebble or an https URL, not " + text);
  }

  private static boolean onOrOff(String name, String text) {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new Misunderstood(name + " must be on or off, not " + text);
    };
  }

  private static String zone(String text) {
    String name = text.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    if (name.length() > LONGEST_ZONE || !ZONE.matcher(name).matches()) {
      throw new Misunderstood("--zone must be a domain name of two labels or more, not " + text);
    }
    return name;
  }
}
