package net.hostedmtasts.controlplane.dns;

import java.net.InetAddress;
import java.time.Duration;

/** What a record says. */
public sealed interface RecordData {

  /** The data as people read them; quotes and escapes of zone files are left out. */
  String text();

  /** A and AAAA. Not judged: a stranger's record may hold any address. */
  record Address(InetAddress address) implements RecordData {
    @Override
    public String text() {
      return Addresses.text(address);
    }
  }

  /** CNAME and NS. */
  record Name(OwnerName name) implements RecordData {
    @Override
    public String text() {
      return name.value();
    }
  }

  /**
   * MX.
   *
   * @param host any name, which need not be one of a host: see {@link OwnerName#host}; the root
   *     means "no mail" (RFC 7505)
   */
  record Mx(int preference, OwnerName host) implements RecordData {
    @Override
    public String text() {
      return preference + " " + host;
    }
  }

  /**
   * TXT.
   *
   * @param joined the strings of the record, joined without a space (RFC 7208, section 3.3), read
   *     as UTF-8
   */
  record Text(String joined) implements RecordData {
    @Override
    public String text() {
      return joined;
    }
  }

  /** CAA (RFC 8659, section 4.1). */
  record Caa(int flags, String tag, String value) implements RecordData {
    private static final int CRITICAL = 128;

    /** Whether a CA that does not know the tag must not issue. */
    public boolean critical() {
      return (flags & CRITICAL) != 0;
    }

    @Override
    public String text() {
      return flags + " " + tag + " " + value;
    }
  }

  /**
   * SOA.
   *
   * @param minimum how long a negative answer may be kept at most (RFC 2308, section 4)
   */
  record Soa(OwnerName primary, long serial, Duration minimum) implements RecordData {
    @Override
    public String text() {
      return primary + " " + serial;
    }
  }
}
