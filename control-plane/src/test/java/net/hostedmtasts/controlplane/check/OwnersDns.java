package net.hostedmtasts.controlplane.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.hostedmtasts.controlplane.delegation.Delegation;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.MxAnswer;
import net.hostedmtasts.controlplane.dns.MxHost;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.mx.MxSaid;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.policy.DomainName;
import org.jspecify.annotations.Nullable;

/** The owner's zone as it is, and what checks are told of it. */
final class OwnersDns {
  static final Duration CNAME_TTL = Duration.ofHours(1);
  static final DomainName EVIL = DomainName.parse("mx.evil.example");
  private static final Duration MX_TTL = Duration.ofHours(4);
  private static final String SERVICE_ZONE = "mta-sts-host.test";

  /** How the answers to one check's question for MX records are made. */
  enum MxAnswers {
    TRUE,
    FORGED_AT_RESOLVER,
    FORGED_AT_SERVER,
    FAILED,
    RESOLVERS_FAILED,
    TRUNCATED,
    EMPTY_AT_RESOLVER,
    EMPTY_AT_SERVER,
    NULL_AT_RESOLVER,
    NO_SUCH_NAME_AT_SERVER
  }

  /** What a resolver answers at the two names. */
  enum CnameAnswers {
    TRUE,
    /** It remembers the label before. */
    OLD,
    /** The label of whoever asks. */
    FORGED,
    /** From where the records really lead, on to the label of whoever asks. */
    FORGED_BEHIND
  }

  private static final OwnerName OUTSIDE = OwnerName.parse("www.elsewhere.example");

  private final DomainName domain;
  private final Map<String, Instant> leftPolicy = new HashMap<>();
  private final Map<String, Instant> leftTxt = new HashMap<>();
  private @Nullable String policyLabel;
  private @Nullable String txtLabel;
  private @Nullable String labelBefore;
  private boolean outside;
  private CnameAnswers resolver = CnameAnswers.TRUE;
  private int gained;
  private boolean half;
  private boolean silent;
  private final Set<String> mx = new TreeSet<>(Set.of("mx1.example.net"));
  private MxAnswers answers = MxAnswers.TRUE;

  OwnersDns(DomainName domain) {
    this.domain = domain;
  }

  void setPolicy(@Nullable String label, Instant now) {
    if (policyLabel != null) {
      leftPolicy.put(policyLabel, now);
      labelBefore = policyLabel;
    }
    policyLabel = label;
    half = false;
    outside = false;
    gained += label == null ? 0 : 1;
  }

  void setTxt(@Nullable String label, Instant now) {
    if (txtLabel != null) {
      leftTxt.put(txtLabel, now);
    }
    txtLabel = label;
    half = false;
    outside = false;
    gained += label == null ? 0 : 1;
  }

  /** Both records lead to another host. */
  void setOutside(Instant now) {
    setPolicy(null, now);
    setTxt(null, now);
    outside = true;
  }

  void answerCnames(CnameAnswers next) {
    resolver = next;
  }

  /** Grows with each record that is set. */
  int gained() {
    return gained;
  }

  void atHalf() {
    half = true;
  }

  boolean silent() {
    return silent;
  }

  void toggleSilent() {
    silent = !silent;
  }

  void toggleMx(int number) {
    String host = "mx" + (number % 4 + 1) + ".example.net";
    if (mx.contains(host) && mx.size() > 1) {
      mx.remove(host);
    } else {
      mx.add(host);
    }
  }

  void answerMx(MxAnswers next) {
    answers = next;
  }

  MxAnswers mxAnswers() {
    return answers;
  }

  Set<String> mx() {
    return Set.copyOf(mx);
  }

  /** Whether both records carry the label, at every name server. */
  boolean carries(String label) {
    return !half && !silent && label.equals(policyLabel) && label.equals(txtLabel);
  }

  /** The last moment until {@code now} at which somebody gets to the policy host's document. */
  Optional<Instant> documentReachedUntil(Instant now) {
    return policyLabel != null
        ? Optional.of(now)
        : leftPolicy.values().stream()
            .map(left -> earlier(left.plus(CNAME_TTL), now))
            .max(Instant::compareTo);
  }

  /** The same for a label's TXT record. */
  Optional<Instant> idReachedUntil(String label, Instant now) {
    return label.equals(txtLabel)
        ? Optional.of(now)
        : Optional.ofNullable(leftTxt.get(label)).map(left -> earlier(left.plus(CNAME_TTL), now));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  @Nullable String txtLabel() {
    return txtLabel;
  }

  boolean policyLeadsHere() {
    return policyLabel != null;
  }

  DelegationReading delegation(Delegation delegation, Instant now) {
    return DelegationReading.of(
        cname(delegation.records().get(0), "policy", policyLabel, now),
        cname(delegation.records().get(1), "_mta-sts", txtLabel, now),
        SERVICE_ZONE);
  }

  private CnameObservation cname(
      Delegation.OwnerRecord record, String kind, @Nullable String label, Instant now) {
    OwnerName name = OwnerName.parse(record.name());
    List<DnsAnswer> servers = new ArrayList<>();
    servers.add(silent ? failed("ns1", now) : cname(name, kind, label, "ns1", now));
    servers.add(silent ? failed("ns2", now) : cname(name, kind, half ? null : label, "ns2", now));
    OwnerName expected = OwnerName.parse(record.target());
    return new CnameObservation(
        name,
        expected,
        servers,
        List.of(),
        List.of(),
        List.of(resolver(name, kind, label, expected, now)));
  }

  private DnsAnswer resolver(
      OwnerName name, String kind, @Nullable String label, OwnerName expected, Instant now) {
    return switch (resolver) {
      case TRUE -> cname(name, kind, label, "resolver", now);
      case OLD -> cname(name, kind, labelBefore, "resolver", now);
      case FORGED -> aliases(now, name, expected);
      case FORGED_BEHIND ->
          aliases(now, name, label == null ? OUTSIDE : target(label, kind), expected);
    };
  }

  private static DnsAnswer aliases(Instant now, OwnerName... names) {
    List<DnsRecord> records = new ArrayList<>();
    for (int at = 1; at < names.length; at++) {
      records.add(
          new DnsRecord(
              names[at - 1], RecordType.CNAME, CNAME_TTL, new RecordData.Name(names[at])));
    }
    return new DnsAnswer.Records("resolver", now, records, false, false);
  }

  private static DnsAnswer failed(String server, Instant now) {
    return new DnsAnswer.NoAnswer(
        server, now, DnsAnswer.Reason.TIMED_OUT, Optional.empty(), Optional.empty());
  }

  private DnsAnswer cname(
      OwnerName name, String kind, @Nullable String label, String server, Instant now) {
    if (label == null && !outside) {
      return new DnsAnswer.NoName(server, now, Optional.empty(), List.of(), true, false);
    }
    DnsRecord record =
        new DnsRecord(
            name,
            RecordType.CNAME,
            CNAME_TTL,
            new RecordData.Name(label == null ? OUTSIDE : target(label, kind)));
    return new DnsAnswer.Records(server, now, List.of(record), true, false);
  }

  private static OwnerName target(String label, String kind) {
    return OwnerName.parse(label + "." + kind + "." + SERVICE_ZONE);
  }

  MxSeen mx(Instant now) {
    MxAnswer true0 = hosts(mx);
    MxAnswer forged = new MxAnswer.Hosts(List.of(new MxHost(0, EVIL)), List.of());
    MxAnswer failed = new MxAnswer.Failed("timed out");
    MxAnswer empty = new MxAnswer.NoRecords();
    return switch (answers) {
      case TRUE -> seen(true0, true0, true0, now);
      case FORGED_AT_RESOLVER -> seen(forged, true0, true0, now);
      case FORGED_AT_SERVER -> seen(true0, forged, true0, now);
      case FAILED -> seen(true0, failed, failed, now);
      case RESOLVERS_FAILED -> seen(failed, true0, true0, now);
      case TRUNCATED ->
          seen(new MxAnswer.Failed("truncated"), new MxAnswer.Failed("truncated"), true0, now);
      case EMPTY_AT_RESOLVER -> seen(empty, true0, true0, now);
      case EMPTY_AT_SERVER -> seen(true0, empty, true0, now);
      case NULL_AT_RESOLVER -> seen(new MxAnswer.NullMx(), true0, true0, now);
      case NO_SUCH_NAME_AT_SERVER -> seen(true0, new MxAnswer.NoSuchDomain(), true0, now);
    };
  }

  private static MxAnswer hosts(Set<String> names) {
    return new MxAnswer.Hosts(
        names.stream().map(name -> new MxHost(10, DomainName.parse(name))).toList(), List.of());
  }

  private MxSeen seen(MxAnswer resolver, MxAnswer first, MxAnswer second, Instant now) {
    return new MxSeen(
        domain,
        List.of(new MxSaid("resolver", now, resolver, MX_TTL)),
        List.of(new MxSaid("ns1", now, first, MX_TTL), new MxSaid("ns2", now, second, MX_TTL)));
  }
}
