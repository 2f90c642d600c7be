package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.check.LifeRules.By;
import net.hostedmtasts.controlplane.check.LifeRules.Step;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.domain.TestHostedDomains;
import net.hostedmtasts.controlplane.outside.FetchResult;
import net.hostedmtasts.controlplane.outside.Fetched;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.revision.CertificateBody;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.jspecify.annotations.Nullable;

/** One domain name that two tenants have added, and what happens to it. */
final class LifeMachine {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int CONFIRM = 6;
  private static final List<Mode> MODES =
      List.of(Mode.ENFORCE, Mode.ENFORCE, Mode.TESTING, Mode.NONE);
  private static final List<MaxAge> MAX_AGES =
      List.of(MaxAge.ONE_DAY, MaxAge.ONE_WEEK, MaxAge.THIRTY_DAYS, MaxAge.ONE_YEAR);
  private static final List<OwnersDns.MxAnswers> MX_ANSWERS = List.of(OwnersDns.MxAnswers.values());
  private static final int SILENCE = 7;
  private static final int PASSES = 12;

  static final List<OwnersDns.CnameAnswers> CNAME_ANSWERS =
      List.of(OwnersDns.CnameAnswers.values());

  record Begun(Subject subject, Observation seen, int gained, boolean carried) {}

  private final LifeInfra infra;
  private final PolicyDomain name;
  private final List<UUID> ids = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final OwnersDns dns;
  private final Fleet fleet;
  private final SendersModel senders;
  private final LifeRules rules;
  private final @Nullable Begun[] slow = new Begun[2];
  private LifeState state;
  private boolean certificates = true;
  private boolean publishes = true;
  private int looks;
  private int happened;

  LifeMachine(LifeInfra infra, int number) {
    this.infra = infra;
    infra.clear();
    name = PolicyDomain.parse("d" + number + ".example");
    for (int who = 0; who < 2; who++) {
      HostedDomain added =
          TestHostedDomains.add(infra.beans, infra.connections, infra.owners[who], name);
      ids.add(added.id());
      labels.add(added.label().value());
    }
    dns = new OwnersDns(name.name());
    fleet = new Fleet(infra.observed, infra.reader);
    senders = new SendersModel(name.value(), labels, dns);
    rules = new LifeRules(senders, dns, labels);
    state = LifeState.read(infra, ids, name.value());
    work();
  }

  Set<String> transitionsSeen() {
    return rules.transitionsSeen;
  }

  LifeState state() {
    return state;
  }

  UUID id(int who) {
    return ids.get(who);
  }

  private Instant now() {
    return infra.clock.instant();
  }

  /** Records that come and go between two checks are seen by nobody. */
  private boolean setRecords() {
    if (dns.silent()) {
      return false;
    }
    for (int who = 0; dns.gained() > 0 && who < 2; who++) {
      Begun begun = slow[who];
      // A slow one that has seen them tells of them later.
      if (begun == null || begun.gained() < dns.gained()) {
        check(who);
      }
    }
    return true;
  }

  void happen(LifeEvent event) {
    happened += event.kind().changesNothing() ? 0 : 1;
    if (!event.kind().setsRecords() || setRecords()) {
      take(event);
    }
    workIf(event.works());
  }

  private void take(LifeEvent event) {
    int who = event.who();
    int amount = event.amount();
    switch (event.kind()) {
      case CONFIGURE -> configure(who, amount);
      case DISABLE ->
          act(By.DISABLE, who, () -> infra.configurations.disable(infra.owners[who], name));
      case DELEGATE -> {
        dns.setPolicy(labels.get(who), now());
        dns.setTxt(labels.get(who), now());
      }
      case CNAME_POLICY -> dns.setPolicy(target(amount), now());
      case CNAME_TXT -> dns.setTxt(target(amount), now());
      case CNAMES_GONE -> {
        dns.setPolicy(null, now());
        dns.setTxt(null, now());
      }
      case CNAMES_OUTSIDE -> dns.setOutside(now());
      case CNAME_ANSWERS -> dns.answerCnames(CNAME_ANSWERS.get(amount % CNAME_ANSWERS.size()));
      case CNAMES_AT_HALF -> dns.atHalf();
      case NAME_SERVERS_SILENT -> dns.toggleSilent();
      case MX_CHANGE -> dns.toggleMx(amount);
      case MX_ANSWERS -> {
        dns.answerMx(
            amount % 3 == 0
                ? OwnersDns.MxAnswers.TRUE
                : MX_ANSWERS.get(amount % MX_ANSWERS.size()));
      }
      case SECONDS -> pass(Duration.ofSeconds(1 + amount % 120));
      case HOURS -> pass(Duration.ofMinutes(1 + amount));
      case DAYS -> {
        pass(Duration.ofHours(6 + amount % 100));
        workIf(event.works());
        pass(Duration.ofHours(6 + amount % 100));
      }
      case MONTHS -> {
        pass(Duration.ofDays(10 + amount % 20));
        workIf(event.works());
        pass(Duration.ofDays(10 + amount % 400));
      }
      case NEXT_DATE -> nextDate(amount);
      case EDGE_SILENT -> fleet.edge(who).hears = false;
      case EDGE_LAGS -> fleet.edge(who).applies = false;
      case EDGE_BACK -> {
        fleet.edge(who).hears = true;
        fleet.edge(who).applies = true;
      }
      case EDGE_RESTARTS -> fleet.restart(who);
      case CERTIFICATES -> certificates = !certificates;
      case PUBLISHER -> publishes = !publishes;
      case SLOW_CHECK -> slowCheck(who);
      case CHECK -> check(who);
    }
  }

  private @Nullable String target(int amount) {
    return amount % 5 < 2 ? labels.get(amount % 5) : amount % 5 == 2 ? null : labels.get(0);
  }

  private void configure(int who, int amount) {
    Mode mode = MODES.get(amount % MODES.size());
    MaxAge maxAge = MAX_AGES.get(amount / 4 % MAX_AGES.size());
    boolean auto = amount / 16 % 3 > 0;
    Configuration wanted =
        new Configuration(
            mode,
            maxAge,
            auto ? MxSource.AUTO : MxSource.PINNED,
            auto ? List.of() : List.of(MxPattern.parse("mx1.example.net")));
    infra.mxHosts.see(dns.mx(now()));
    act(
        By.CONFIGURE,
        who,
        () -> {
          try {
            infra.configurations.configure(infra.owners[who], name, wanted);
          } catch (Refused refused) {
            // Whatever the MX records say now.
            if (refused.reason() != Reason.MX_UNKNOWN && refused.reason() != Reason.NULL_MX) {
              throw refused;
            }
          }
        });
  }

  private void nextDate(int amount) {
    Stream<@Nullable Instant> dates =
        state.domains().stream()
            .map(one -> amount % 2 == 0 ? one.domain().windingDownUntil() : one.nextCheck());
    dates
        .filter(Objects::nonNull)
        .filter(date -> date.isAfter(now()))
        .min(Instant::compareTo)
        .ifPresent(date -> pass(Duration.between(now(), date).plusMillis(amount % 3 * 500L)));
  }

  /** Time passes in which everything answers as it does. */
  void pass(Duration time) {
    infra.clock.pass(time);
    senders.look(fleet.edges(), now());
  }

  private void workIf(boolean works) {
    if (works) {
      work();
    }
  }

  private void work() {
    beat(SILENCE);
    publishAll();
    boolean checked = checkDue();
    for (int round = 0; checked && round < 2; round++) {
      publishAll();
      beat(CONFIRM);
      checked = checkDue();
    }
    publishAll();
  }

  private void beat(int seconds) {
    for (int second = 0; second < seconds; second++) {
      pass(SECOND);
      fleet.beat();
    }
  }

  private boolean checkDue() {
    boolean any = false;
    for (int who = 0; who < 2; who++) {
      Instant next = state.domains().get(who).nextCheck();
      if (next != null && !next.isAfter(now())) {
        check(who);
        any = true;
      }
    }
    return any;
  }

  /** Publisher, edges and rollout go on until nothing is left. */
  private void publishAll() {
    boolean any = true;
    for (int pass = 0; any && pass < PASSES; pass++) {
      boolean sent = publish();
      any = certify() || sent;
      fleet.apply();
      pass(SECOND);
      fleet.beat();
      any |= rollout();
    }
  }

  private boolean rollout() {
    boolean[] more = new boolean[1];
    act(
        By.WORK,
        0,
        () -> {
          more[0] = infra.rollout.pass();
          noteGivenUp();
        });
    return more[0];
  }

  /** An edge that is back counts as having answered until now. */
  private void noteGivenUp() {
    List<String> given =
        infra.connections.ask(
            session ->
                session
                    .createNativeQuery(
                        "select edge from silent_edge where given_up_at is not null", String.class)
                    .getResultList());
    for (Fleet.EdgeNode edge : fleet.edges()) {
      boolean before = edge.givenUp;
      edge.givenUp = given.contains(edge.id);
      if (before && !edge.givenUp) {
        senders.look(edge, now());
      }
    }
  }

  private boolean publish() {
    if (!publishes) {
      return false;
    }
    List<Object[]> rows =
        infra.connections.ask(
            session ->
                session
                    .createNativeQuery(
                        "update publication set observed_revision = revision"
                            + " where observed_revision is distinct from revision"
                            + " returning topic, key, revision, served, body",
                        Object[].class)
                    .getResultList());
    for (Object[] row : rows) {
      fleet.send(
          PublishedTopic.named((String) row[0]).orElseThrow(),
          (String) row[1],
          (Long) row[2],
          (Boolean) row[3],
          (String) row[4]);
    }
    return !rows.isEmpty();
  }

  /** What the orders of certificates do for every policy host that is served. */
  private boolean certify() {
    boolean any = false;
    for (int who = 0; certificates && who < 2; who++) {
      UUID id = ids.get(who);
      if (!state.domains().get(who).domain().served()) {
        continue;
      }
      any |=
          infra.connections.ask(
              session ->
                  infra
                      .publications
                      .find(session, PublishedTopic.CERTIFICATES, name.policyHost().value())
                      .chain(
                          row ->
                              row != null && row.served()
                                  ? io.smallrye.mutiny.Uni.createFrom().item(false)
                                  : infra
                                      .publications
                                      .serve(
                                          session,
                                          id,
                                          PublishedTopic.CERTIFICATES,
                                          name.policyHost().value(),
                                          new CertificateBody(UUID.randomUUID()).body())
                                      .replaceWith(true)));
    }
    return any;
  }

  /** An instance takes whatever else is due at the same time too. */
  void check(int who) {
    for (Claimed claimed : claim(who)) {
      finish(ids.indexOf(claimed.domain()), begin(claimed));
    }
  }

  private void slowCheck(int who) {
    Begun begun = slow[who];
    slow[who] = null;
    if (begun != null) {
      finish(who, begun);
      return;
    }
    for (Claimed claimed : claim(who)) {
      int whose = ids.indexOf(claimed.domain());
      if (whose == who) {
        slow[who] = begin(claimed);
      } else {
        finish(whose, begin(claimed));
      }
    }
  }

  private List<Claimed> claim(int who) {
    if (slow[who] != null) {
      // The instance is so slow that another takes its check over.
      infra.connections.execute(
          "update domain_check set claimed_until = next_at - interval '1 day' where domain_id = '"
              + ids.get(who)
              + "'");
    }
    Instant next = state.domains().get(who).nextCheck();
    if (next == null || next.isAfter(now())) {
      infra.askForCheck(ids.get(who));
    }
    List<Claimed> claimed = infra.claim();
    assertThat(claimed).extracting(Claimed::domain).contains(ids.get(who));
    return claimed;
  }

  Begun begin(Claimed claimed) {
    Subject subject =
        infra.connections.ask(
            session ->
                session
                    .find(HostedDomain.class, claimed.domain())
                    .chain(
                        domain ->
                            infra
                                .serving
                                .servedDocument(session, domain)
                                .map(
                                    document ->
                                        Subject.of(
                                            domain,
                                            claimed.claim(),
                                            infra.zone(),
                                            document,
                                            now()))));
    String label = labels.get(ids.indexOf(claimed.domain()));
    return new Begun(subject, look(subject), dns.gained(), dns.carries(label));
  }

  private void finish(int who, Begun begun) {
    LifeState before = state;
    infra.connections.ask(
        session -> infra.settlement.settle(session, begun.subject(), begun.seen()));
    state = LifeState.read(infra, ids, name.value());
    rules.check(
        new Step(
            By.CHECK, who, before, state, begun.seen(), begun.gained(), begun.carried(), happened));
  }

  private void act(By by, int who, Runnable action) {
    LifeState before = state;
    action.run();
    state = LifeState.read(infra, ids, name.value());
    rules.check(new Step(by, who, before, state, null, 0, false, happened));
  }

  private Observation look(Subject subject) {
    return new Observation(
        dns.delegation(subject.delegation(), now()),
        dns.mx(now()),
        List.of(),
        List.of(),
        List.of(),
        subject.served() && subject.live() ? Optional.of(served()) : Optional.empty());
  }

  private ServedObservation served() {
    Fleet.EdgeNode edge = fleet.edges().get(looks++ % fleet.edges().size());
    String label = dns.txtLabel();
    var text = label == null ? null : edge.text(label);
    OwnerName owner = OwnerName.of(name.name()).child("_mta-sts");
    DnsAnswer texts =
        text == null
            ? new DnsAnswer.NoData("resolver", now(), Optional.empty(), List.of(), false, false)
            : new DnsAnswer.Records(
                "resolver",
                now(),
                List.of(
                    new DnsRecord(
                        owner,
                        RecordType.TXT,
                        SendersModel.TXT_TTL,
                        new RecordData.Text(text.path("text").asText()))),
                false,
                false);
    var policy = dns.policyLeadsHere() ? edge.policy(name.value()) : null;
    List<FetchResult> fetches =
        policy == null
            ? List.of()
            : List.of(
                Fetched.response(
                    address(),
                    200,
                    "text/plain",
                    policy.path("document").asText(),
                    Fetched.certificate(
                        name.policyHost().value(), now().plus(Duration.ofDays(80)))));
    return new ServedObservation(List.of(texts), List.of(), fetches);
  }

  private static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
