package net.hostedmtasts.controlplane.caa;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The value of an "issue" record: an authority's domain name, and parameters that narrow it (RFC
 * 8659, section 4.2; RFC 8657).
 *
 * @param issuer lower case; "" lets nobody sign
 * @param parameters by their tags, in lower case
 */
public record IssuerRule(String issuer, Map<String, String> parameters) {
  private static final String ACCOUNT = "accounturi";
  private static final String METHODS = "validationmethods";

  /** Copies what can change. */
  public IssuerRule {
    parameters = Map.copyOf(parameters);
  }

  /** Reads a value; parameters that cannot be read are taken as ones that nobody fulfils. */
  public static IssuerRule parse(String value) {
    String[] parts = value.split(";", -1);
    Map<String, String> parameters = new TreeMap<>();
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      String parameter = part.strip();
      int equals = parameter.indexOf('=');
      if (!parameter.isEmpty()) {
        parameters.put(
            (equals < 0 ? parameter : parameter.substring(0, equals))
                .strip()
                .toLowerCase(Locale.ROOT),
            equals < 0 ? "" : parameter.substring(equals + 1).strip());
      }
    }
    return new IssuerRule(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
  }

  /** Whether this record lets {@code wanted} sign: its authority, account and methods. */
  public boolean lets(IssuerRule wanted) {
    return !issuer.isEmpty()
        && issuer.equals(wanted.issuer)
        && letsAccount(wanted)
        && letsMethods(wanted);
  }

  private boolean letsAccount(IssuerRule wanted) {
    return !parameters.containsKey(ACCOUNT)
        || !wanted.parameters.containsKey(ACCOUNT)
        || parameters.get(ACCOUNT).equals(wanted.parameters.get(ACCOUNT));
  }

  private boolean letsMethods(IssuerRule wanted) {
    if (!parameters.containsKey(METHODS) || !wanted.parameters.containsKey(METHODS)) {
      return true;
    }
    List<String> allowed = List.of(parameters.get(METHODS).split("[,\\s]+", -1));
    return Arrays.stream(wanted.parameters.get(METHODS).split(",", -1)).anyMatch(allowed::contains);
  }
}
