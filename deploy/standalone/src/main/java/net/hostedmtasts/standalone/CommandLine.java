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
import net.hostedmtasts.standalone.Options.Misunderstood;

/** Reads options one after the other; of one that is given twice the last counts. */
final class CommandLine {
  private static final Pattern ZONE =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final int LONGEST_ZONE = 180;
  private static final int MOST_EDGES = 50;
  private static final int LOWEST_BASE = 1_000;

  private final Deque<String> rest;
  private int edges = 2;
  private Optional<Path> data = Optional.empty();
  private int portBase = Options.USUAL_BASE;
  private String zone = "mta-sts-host.test";
  private Optional<ResolverAddress> resolver = Optional.empty();
  private Signing signing = new Signing.Local();
  private Optional<AcmeRoots> acmeRoots = Optional.empty();
  private boolean dmarcGate = true;
  private boolean help;

  CommandLine(List<String> arguments) {
    this.rest = new ArrayDeque<>(arguments);
  }

  Options read() {
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 0) {
        rest.push(argument.substring(equals + 1));
        argument = argument.substring(0, equals);
      }
      take(argument);
    }
    return new Options(edges, data, portBase, zone, resolver, signingWithRoots(), dmarcGate, help);
  }

  private void take(String name) {
    switch (name) {
      case "--help", "-h" -> help = true;
      case "--edges" -> edges = number(name, 1, MOST_EDGES);
      case "--data" -> data = Optional.of(Path.of(value(name)));
      case "--port-base" -> portBase = number(name, LOWEST_BASE, Ports.HIGHEST_BASE);
      case "--zone" -> zone = zone(value(name));
      case "--resolver" -> resolver = Optional.of(new ResolverAddress(value(name)));
      case "--acme" -> signing = signing(value(name));
      case "--acme-roots" -> acmeRoots = Optional.of(new AcmeRoots(Path.of(value(name))));
      case "--dmarc-gate" -> dmarcGate = onOrOff(name, value(name));
      default -> throw new Misunderstood("Unknown option: " + name);
    }
  }

  /** Only now: which of the two options comes first does not matter. */
  private Signing signingWithRoots() {
    if (acmeRoots.isEmpty()) {
      return signing;
    }
    if (signing instanceof Signing.Directory acme) {
      return new Signing.Directory(acme.directory(), acmeRoots);
    }
    throw new Misunderstood("--acme-roots goes with the URL of --acme, and with nothing else");
  }

  private String value(String name) {
    if (rest.isEmpty() || rest.peek().isBlank()) {
      throw new Misunderstood(name + " needs a value");
    }
    return rest.pop();
  }

  private int number(String name, int lowest, int highest) {
    String text = value(name);
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
        return new Signing.Directory(directory, Optional.empty());
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
