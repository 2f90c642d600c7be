package net.hostedmtasts.controlplane.dmarc;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/**
 * The mailbox that DMARC reports go to. Two that differ in letter case alone are the same one: no
 * intake makes a difference there.
 */
public record ReportAddress(String local, DomainName domain) {
  private static final int MAX_INPUT = 1_000;
  private static final String SCHEME = "mailto:";
  private static final Pattern LOCAL =
      Pattern.compile("[^\\p{Cntrl}\\p{Z}@<>()\",;:\\\\\\[\\]]{1,64}");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~+=-]");

  public ReportAddress {
    local = local.toLowerCase(Locale.ROOT);
    if (!LOCAL.matcher(local).matches()) {
      throw invalid(local);
    }
  }

  /**
   * Reads a {@code mailto:} URI (RFC 6068), with or without the scheme; header fields in it do not
   * count.
   *
   * @throws InvalidValue also for other schemes: reports only come by mail
   */
  public static ReportAddress parse(String text) {
    String address = withoutScheme(text);
    int at = address.lastIndexOf('@');
    if (at < 0 || address.length() > MAX_INPUT) {
      throw invalid(text);
    }
    try {
      return new ReportAddress(
          decoded(address.substring(0, at)), DomainName.parse(address.substring(at + 1)));
    } catch (InvalidValue part) {
      throw invalid(text);
    }
  }

  /** As it stands in a {@code rua} tag. */
  public String uri() {
    StringBuilder uri = new StringBuilder(SCHEME);
    for (byte octet : local.getBytes(StandardCharsets.UTF_8)) {
      String letter = String.valueOf((char) (octet & 0xff));
      uri.append(
          PLAIN.matcher(letter).matches()
              ? letter
              : String.format(Locale.ROOT, "%%%02X", octet & 0xff));
    }
    return uri.append('@').append(domain.value()).toString();
  }

  /**
   * Where {@code v=DMARC1} must be published so that reports about {@code about} may be sent here,
   * if its organization is another one (RFC 9990, section 4).
   */
  public OwnerName authorization(DomainName about) {
    return OwnerName.of(domain).child(about.value() + "._report._dmarc");
  }

  @Override
  public String toString() {
    return local + "@" + domain;
  }

  private static String withoutScheme(String text) {
    boolean scheme = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String address = scheme ? text.substring(SCHEME.length()) : text;
    int fields = address.indexOf('?');
    return fields < 0 ? address : address.substring(0, fields);
  }

  private static String decoded(String local) {
    byte[] octets = local.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[octets.length];
    int length = 0;
    for (int i = 0; i < octets.length; i++) {
      int octet = octets[i];
      if (octet == '%') {
        octet = i + 2 < octets.length ? hex(octets[i + 1]) * 16 + hex(octets[i + 2]) : -1;
        i += 2;
        if (octet < 0) {
          throw invalid(local);
        }
      }
      decoded[length++] = (byte) octet;
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }

  // So low where it is no digit that two of them can never make an octet.
  private static int hex(byte letter) {
    int digit = letter < 0 ? -1 : Character.digit((char) letter, 16);
    return digit < 0 ? -1_000 : digit;
  }

  private static InvalidValue invalid(String text) {
    return new InvalidValue("report address", text, "a mailto address, mailto:user@example.com");
  }
}
