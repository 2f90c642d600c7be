package net.hostedmtasts.controlplane.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;

/** Answers in a short form, several of them with commas: "CNAME a.example", "-", "FAILED". */
final class Dns {
  static final String ZONE = "mta-sts-host.test";
  static final String LABEL = "a".repeat(26);
  static final String OTHER = "b".repeat(26);
  static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  static final Duration TTL = Duration.ofMinutes(10);
  static final OwnerName POLICY_NAME = OwnerName.parse("mta-sts.example.com");
  static final OwnerName TXT_NAME = OwnerName.parse("_mta-sts.example.com");

  private Dns() {}

  static CnameObservation policy(String servers, String instead, String sibling, String resolver) {
    return observation(POLICY_NAME, "policy", servers, instead, sibling, resolver);
  }

  static CnameObservation txt(String servers, String instead, String sibling, String resolver) {
    return observation(TXT_NAME, "_mta-sts", servers, instead, sibling, resolver);
  }

  private static CnameObservation observation(
      OwnerName name,
      String kind,
      String servers,
      String instead,
      String sibling,
      String resolver) {
    return new CnameObservation(
        name,
        OwnerName.parse(LABEL + "." + kind + "." + ZONE),
        answers(name, kind, servers),
        answers(name, kind, instead),
        answers(OwnerName.parse("sibling.example.com"), kind, sibling),
        answers(name, kind, resolver));
  }

  static List<DnsAnswer> answers(OwnerName name, String kind, String texts) {
    return texts.isBlank()
        ? List.of()
        : Arrays.stream(texts.split(",")).map(text -> answer(name, kind, text.strip())).toList();
  }

  private static DnsAnswer answer(OwnerName name, String kind, String text) {
    return switch (text) {
      case "-" -> new DnsAnswer.NoData("ns", NOW, Optional.of(TTL), List.of(), true, false);
      case "NXDOMAIN" -> new DnsAnswer.NoName("ns", NOW, Optional.of(TTL), List.of(), true, false);
      case "FAILED" ->
          new DnsAnswer.NoAnswer(
              "ns", NOW, DnsAnswer.Reason.SERVFAIL, Optional.of("SERVFAIL"), Optional.empty());
      case "SILENT" ->
          new DnsAnswer.NoAnswer(
              "ns", NOW, DnsAnswer.Reason.TIMED_OUT, Optional.empty(), Optional.empty());
      default -> records(name, kind, text);
    };
  }

  /** Records with a plus between them; each CNAME leads on to the next. */
  private static DnsAnswer records(OwnerName name, String kind, String text) {
    OwnerName[] owner = {name};
    List<DnsRecord> records =
        Stream.of(text.split("\\+"))
            .map(
                one -> {
                  RecordData data = data(kind, one.strip());
                  DnsRecord record = new DnsRecord(owner[0], type(data), TTL, data);
                  owner[0] = data instanceof RecordData.Name to ? to.name() : owner[0];
                  return record;
                })
            .toList();
    return new DnsAnswer.Records("ns", NOW, records, true, false);
  }

  private static RecordType type(RecordData data) {
    return data instanceof RecordData.Name
        ? RecordType.CNAME
        : data instanceof RecordData.Text ? RecordType.TXT : RecordType.A;
  }

  private static RecordData data(String kind, String text) {
    return switch (text) {
      case "RIGHT" -> cname(LABEL + "." + kind + "." + ZONE);
      case "OTHER" -> cname(OTHER + "." + kind + "." + ZONE);
      case "DOUBLED" -> cname(LABEL + "." + kind + "." + ZONE + ".example.com");
      case "SWAPPED" ->
          cname(LABEL + "." + (kind.equals("policy") ? "_mta-sts" : "policy") + "." + ZONE);
      case "NOTE" -> new RecordData.Text("a note");
      case "TXT" -> new RecordData.Text("v=STSv1; id=1;");
      case "A" -> new RecordData.Address(Addresses.of(192, 0, 2, 7));
      default -> cname(text);
    };
  }

  private static RecordData cname(String target) {
    return new RecordData.Name(OwnerName.parse(target));
  }
}
