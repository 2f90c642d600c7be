package net.hostedmtasts.controlplane.dns;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** A message as it came, before it is believed. */
record ReceivedAnswer(String server, Instant at, Question question, Message message) {
  private static final int MAX_RECORDS = 200;

  /** What the message says; never throws. */
  DnsAnswer answer() {
    if (!toThisQuestion()) {
      return failed(DnsAnswer.Reason.MALFORMED, "the answer is to another question");
    }
    if (message.getHeader().getFlag(Flags.TC)) {
      return failed(DnsAnswer.Reason.TRUNCATED, "");
    }
    if (message.getSection(Section.ANSWER).size() > MAX_RECORDS) {
      return failed(DnsAnswer.Reason.MALFORMED, "more than " + MAX_RECORDS + " records");
    }
    return switch (message.getRcode()) {
      case Rcode.NOERROR -> found();
      case Rcode.NXDOMAIN ->
          new DnsAnswer.NoName(
              server, at, negativeTtl(), reached(), authoritative(), authenticated());
      case Rcode.SERVFAIL -> failed(servfail(), extendedError());
      case Rcode.REFUSED -> failed(DnsAnswer.Reason.REFUSED, extendedError());
      default -> failed(DnsAnswer.Reason.OTHER_ERROR, extendedError());
    };
  }

  private DnsAnswer found() {
    List<DnsRecord> reached = reached();
    boolean whole = reached.stream().anyMatch(one -> one.type() == question.type());
    boolean openChain = !reached.isEmpty() && negativeTtl().isEmpty();
    return whole || openChain
        ? new DnsAnswer.Records(server, at, reached, authoritative(), authenticated())
        : new DnsAnswer.NoData(
            server, at, negativeTtl(), reached, authoritative(), authenticated());
  }

  private boolean toThisQuestion() {
    List<Record> asked = message.getSection(Section.QUESTION);
    return message.getHeader().getFlag(Flags.QR)
        && asked.size() == 1
        && asked.get(0).getName().equals(question.name().name())
        && asked.get(0).getType() == question.type().code()
        && asked.get(0).getDClass() == DClass.IN;
  }

  /** What was asked for and the CNAME records on the way; a server may add what nobody asked. */
  private List<DnsRecord> reached() {
    List<DnsRecord> all =
        message.getSection(Section.ANSWER).stream()
            .map(ReceivedRecord::read)
            .flatMap(Optional::stream)
            .filter(one -> one.type() == question.type() || one.type() == RecordType.CNAME)
            .toList();
    Set<OwnerName> names = new HashSet<>(Set.of(question.name()));
    while (names.addAll(targets(all, names))) {
      // Until no alias leads any further.
    }
    return all.stream().filter(one -> names.contains(one.owner())).toList();
  }

  private static List<OwnerName> targets(List<DnsRecord> records, Set<OwnerName> names) {
    return records.stream()
        .filter(one -> one.type() == RecordType.CNAME && names.contains(one.owner()))
        .map(one -> ((RecordData.Name) one.data()).name())
        .toList();
  }

  private Optional<Duration> negativeTtl() {
    return message.getSection(Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .findFirst()
        .map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())));
  }

  private boolean authoritative() {
    return message.getHeader().getFlag(Flags.AA);
  }

  private boolean authenticated() {
    return message.getHeader().getFlag(Flags.AD);
  }

  private DnsAnswer.Reason servfail() {
    return ExtendedError.of(message).filter(ExtendedError::bogus).isPresent()
        ? DnsAnswer.Reason.BOGUS
        : DnsAnswer.Reason.SERVFAIL;
  }

  private String extendedError() {
    return ExtendedError.of(message).map(ExtendedError::text).orElse("");
  }

  private DnsAnswer failed(DnsAnswer.Reason reason, String detail) {
    return new DnsAnswer.NoAnswer(
        server,
        at,
        reason,
        Optional.of(Rcode.string(message.getRcode())),
        Optional.of(detail).filter(text -> !text.isEmpty()));
  }
}
