package net.hostedmtasts.controlplane.dns;

import java.util.Optional;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.TextParseException;

/**
 * Any name of the DNS: labels of 1 to 63 octets, 255 octets in all (RFC 1034, section 3.1), in
 * lower case and without the final dot; {@code .} is the root. Unlike a {@link DomainName} it may
 * have underscores, or any other octet: one that does not print is written {@code \123} (RFC 4343,
 * section 2.1).
 */
public record OwnerName(String value) {
  private static final int MAX_INPUT = 1_100;

  /** The root of the DNS; as a mail host it means "no mail" (RFC 7505). */
  public static final OwnerName ROOT = new OwnerName(".");

  /** Takes a name in its stored form; see {@link #parse}. */
  public OwnerName {
    if (!text(read(value)).equals(value)) {
      throw invalid(value);
    }
  }

  /** Reads a name in any letter case, with or without the final dot. */
  public static OwnerName parse(String text) {
    return of(read(text));
  }

  /** The same name, where names of records are meant as well. */
  public static OwnerName of(DomainName name) {
    return new OwnerName(name.value());
  }

  static OwnerName of(Name name) {
    return new OwnerName(text(name));
  }

  /**
   * The name with one more label, or several, in front: {@code _mta-sts}.
   *
   * @throws InvalidValue where it gets too long
   */
  public OwnerName child(String labels) {
    return parse(isRoot() ? labels : labels + "." + value);
  }

  /** The name without its left-most label; empty for the root. */
  public Optional<OwnerName> parent() {
    return isRoot() ? Optional.empty() : Optional.of(of(new Name(name(), 1)));
  }

  /** Whether this name is {@code other} with more labels in front; no name is below itself. */
  public boolean isBelow(OwnerName other) {
    return !equals(other) && name().subdomain(other.name());
  }

  public boolean isRoot() {
    return value.equals(".");
  }

  /** The name as that of a host or mail domain; empty where it cannot be one. */
  public Optional<DomainName> host() {
    try {
      return Optional.of(new DomainName(value));
    } catch (InvalidValue odd) {
      return Optional.empty();
    }
  }

  Name name() {
    return read(value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static Name read(String text) {
    if (text.isEmpty() || text.length() > MAX_INPUT) {
      throw invalid(text);
    }
    try {
      return Name.concatenate(Name.fromString(text), Name.root);
    } catch (TextParseException | NameTooLongException e) {
      throw invalid(text);
    }
  }

  private static String text(Name name) {
    Name canonical = name.canonicalize();
    return canonical.labels() == 0 || canonical.equals(Name.root) ? "." : canonical.toString(true);
  }

  private static InvalidValue invalid(String value) {
    return new InvalidValue(
        "DNS name", value, "labels of 1 to 63 octets, 255 octets in all with their lengths");
  }
}
