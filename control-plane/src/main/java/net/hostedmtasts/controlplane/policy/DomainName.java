package net.hostedmtasts.controlplane.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a host or a mail domain: letters, digits and hyphens, in A-labels and lower case,
 * without the final dot (RFC 1123, section 2.1; RFC 5890). Never an IP address.
 */
public record DomainName(String value) {
  private static final int MAX_OCTETS = 253;
  private static final int MAX_INPUT = 1_000;
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern SYNTAX = Pattern.compile(label() + "(\\." + label() + ")*+");
  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

  /** Takes a name in its stored form; see {@link #parse} for names that people write. */
  public DomainName {
    if (!wellFormed(value) || !Idna.toAscii(value).equals(value)) {
      throw invalid(value);
    }
  }

  /**
   * Reads a name as people write it: U-labels or A-labels, in any letter case, with or without the
   * final dot.
   *
   * @throws InvalidValue also for underscores: they are for names of records, not of hosts
   */
  public static DomainName parse(String text) {
    if (text.length() > MAX_INPUT) {
      throw invalid(text);
    }
    String ascii = Idna.toAscii(text);
    return new DomainName(ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii);
  }

  /** The name as people read it, in U-labels. */
  public String unicode() {
    return Idna.toUnicode(value);
  }

  /** The labels, left-most first; at least one. */
  public List<String> labels() {
    return DOT.splitAsStream(value).toList();
  }

  /** The name without its left-most label; empty for a single label. */
  public Optional<DomainName> parent() {
    int dot = value.indexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(new DomainName(value.substring(dot + 1)));
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean wellFormed(String value) {
    return value.length() <= MAX_OCTETS
        && SYNTAX.matcher(value).matches()
        && !NUMBER.matcher(value).matches();
  }

  private static String label() {
    return "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  }

  private static InvalidValue invalid(String value) {
    return new InvalidValue(
        "domain name",
        value,
        "labels of 1 to 63 letters, digits and inner hyphens, 253 octets in all, no IP address");
  }
}
