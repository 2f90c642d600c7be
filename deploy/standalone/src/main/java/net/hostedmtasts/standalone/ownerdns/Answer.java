package net.hostedmtasts.standalone.ownerdns;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/**
 * What a server says to a question.
 *
 * @param extendedError more about a failure (RFC 8914)
 */
record Answer(
    int rcode,
    boolean authoritative,
    List<Record> records,
    List<Record> authority,
    List<Record> additional,
    OptionalInt extendedError) {
  Answer {
    records = List.copyOf(records);
    authority = List.copyOf(authority);
    additional = List.copyOf(additional);
  }

  /** From the server that owns the zone. */
  static Answer authoritative(int rcode, List<Record> records, List<Record> authority) {
    return new Answer(rcode, true, records, authority, List.of(), OptionalInt.empty());
  }

  /** Records of other servers, passed on. */
  static Answer passedOn(int rcode, List<Record> records, List<Record> authority) {
    return new Answer(rcode, false, records, authority, List.of(), OptionalInt.empty());
  }

  /** Ask those servers instead (RFC 1034, section 4.3.2, step 3b). */
  static Answer referral(List<Record> nameServers, List<Record> glue) {
    return new Answer(Rcode.NOERROR, false, List.of(), nameServers, glue, OptionalInt.empty());
  }

  /** Nothing but a code. */
  static Answer code(int rcode) {
    return passedOn(rcode, List.of(), List.of());
  }

  /** SERVFAIL with a reason of RFC 8914. */
  static Answer failed(int extendedError) {
    return new Answer(
        Rcode.SERVFAIL, false, List.of(), List.of(), List.of(), OptionalInt.of(extendedError));
  }

  /** The same as a resolver tells it, after the aliases that led there. */
  Answer after(List<Record> aliases) {
    return new Answer(
        rcode,
        false,
        Stream.concat(aliases.stream(), records.stream()).toList(),
        authority,
        List.of(),
        extendedError);
  }
}
