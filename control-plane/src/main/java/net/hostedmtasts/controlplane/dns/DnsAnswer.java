package net.hostedmtasts.controlplane.dns;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one server says to one question. What goes wrong outside is an answer too. */
public sealed interface DnsAnswer {

  /** Who answered, or should have: "192.0.2.53", "ns1.example.net (192.0.2.1)". */
  String server();

  /** When. */
  Instant at();

  /** Whether the server says that it answers from its own zone. */
  default boolean authoritative() {
    return false;
  }

  /** Whether this is no answer, for this reason. */
  default boolean isBecause(Reason reason) {
    return this instanceof NoAnswer no && no.reason() == reason;
  }

  /**
   * Records: those of the asked type, and the CNAME records that lead to them, in the order of the
   * answer. Where the server does not know the end of the chain, as a name server that is not that
   * of the alias's target, there is nothing but CNAME records.
   *
   * @param records at least one, each at the asked name or at one that a CNAME leads to
   * @param authoritative the server says that it answers from its own zone
   * @param authenticated the resolver says that it has checked DNSSEC (RFC 4035, section 3.2.3)
   */
  record Records(
      String server,
      Instant at,
      List<DnsRecord> records,
      boolean authoritative,
      boolean authenticated)
      implements DnsAnswer {
    public Records {
      records = List.copyOf(records);
      if (records.isEmpty()) {
        throw new IllegalArgumentException("Without a record it is another answer");
      }
    }

    /** The records of one type, at whatever name. */
    public List<DnsRecord> of(RecordType type) {
      return records.stream().filter(one -> one.type() == type).toList();
    }

    /** The records at one name, of whatever type. */
    public List<DnsRecord> at(OwnerName owner) {
      return records.stream().filter(one -> one.owner().equals(owner)).toList();
    }

    /** What the records of one kind say. */
    public <T extends RecordData> Stream<T> data(Class<T> kind) {
      return records.stream().map(DnsRecord::data).filter(kind::isInstance).map(kind::cast);
    }
  }

  /**
   * The name exists, without records of the type (RFC 2308, section 2.2).
   *
   * @param negativeTtl how long the server goes on saying so by itself (RFC 2308, section 5); empty
   *     where it does not tell
   * @param aliases the CNAME records passed on the way, in the order of the answer
   */
  record NoData(
      String server,
      Instant at,
      Optional<Duration> negativeTtl,
      List<DnsRecord> aliases,
      boolean authoritative,
      boolean authenticated)
      implements DnsAnswer {
    public NoData {
      aliases = List.copyOf(aliases);
    }
  }

  /**
   * There is no such name (NXDOMAIN), or none where the last alias points to.
   *
   * @param negativeTtl as for {@link NoData}
   * @param aliases as for {@link NoData}
   */
  record NoName(
      String server,
      Instant at,
      Optional<Duration> negativeTtl,
      List<DnsRecord> aliases,
      boolean authoritative,
      boolean authenticated)
      implements DnsAnswer {
    public NoName {
      aliases = List.copyOf(aliases);
    }
  }

  /**
   * Nothing is known.
   *
   * @param code what the server answered, as "SERVFAIL"; empty where it answered nothing usable
   * @param detail for people; empty where the reason says all
   */
  record NoAnswer(
      String server, Instant at, Reason reason, Optional<String> code, Optional<String> detail)
      implements DnsAnswer {

    static NoAnswer of(String server, Instant at, Reason reason) {
      return new NoAnswer(server, at, reason, Optional.empty(), Optional.empty());
    }

    static NoAnswer of(String server, Instant at, Reason reason, String detail) {
      return new NoAnswer(server, at, reason, Optional.empty(), Optional.of(detail));
    }
  }

  /** Why nothing is known. */
  enum Reason {
    /** The server could not find the answer, as when the owner's name servers are away. */
    SERVFAIL,
    /** The resolver has the records and DNSSEC says that they are false. */
    BOGUS,
    /** The server answers such questions to nobody, or not to us. */
    REFUSED,
    /** The server gave another error: see the code. */
    OTHER_ERROR,
    TIMED_OUT,
    /** No connection. */
    UNREACHABLE,
    /** The name server's address is not one of the public Internet, and was not connected to. */
    ADDRESS_NOT_GLOBAL,
    /** What came back cannot be read, or is the answer to another question. */
    MALFORMED,
    /** Cut off, over TCP as well. */
    TRUNCATED,
    /** Named as name server of the zone, but does not have it (RFC 9499, section 7). */
    LAME,
    /** The name servers of the zone, or the addresses of one of them, could not be found. */
    NO_NAME_SERVER,
    /** The check has asked as much as one check may. */
    BUDGET_USED_UP
  }
}
