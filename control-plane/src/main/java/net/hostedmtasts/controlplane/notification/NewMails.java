package net.hostedmtasts.controlplane.notification;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.Event;
import net.hostedmtasts.controlplane.event.EventLog;
import net.hostedmtasts.controlplane.event.EventNumber;
import net.hostedmtasts.controlplane.event.EventType;
import net.hostedmtasts.controlplane.event.Feed;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Makes mails of events. The first one about a kind of event of a domain may go at once; what
 * happens within the time after it is gathered in the next one. A member who has had many gets one
 * for each kind, about several domains.
 */
@ApplicationScoped
class NewMails implements LeasedWork.Work {
  private static final int SUBSCRIPTIONS = 100;
  private static final int EVENTS = 200;
  private static final int LINES = 20;

  private static final String BEHIND =
      "select s.member_id from notification_subscription s where s.enabled and exists"
          + " (select from domain_event e where e.tenant_id = s.tenant_id"
          + " and (e.number is null or e.number > s.seen_event)) order by s.seen_event limit "
          + SUBSCRIPTIONS;

  /** A mail about the domain gathers already, or the member has not had too many. */
  private static final String ROOM =
      "select exists (select from notification_mail where member_id = :member"
          + " and domain = :domain and type = :type and state = 'gathering')"
          + " or :most > (select count(*) from notification_mail where member_id = :member"
          + " and domain <> '' and (closed_at is null"
          + " or closed_at > cast(:now as timestamptz) - make_interval(secs => :pause)))";

  private static final String GATHER =
      "insert into notification_mail as m (id, member_id, domain, type, state, lines, events,"
          + " created_at, next_at, tries, claim) select :id, :member, :domain, :type, 'gathering',"
          + " array[cast(:line as text)], 1, :now, greatest(cast(:now as timestamptz),"
          + " (select max(closed_at) + make_interval(secs => :pause) from notification_mail"
          + " where member_id = :member and domain = :domain and type = :type)), 0, 0"
          + " on conflict (member_id, domain, type) where state = 'gathering' do update"
          + " set events = m.events + 1, lines = case when cardinality(m.lines) < "
          + LINES
          + " then m.lines || excluded.lines else m.lines end";

  private final OwnTransaction transaction;
  private final Leases leases;
  private final EventLog events;
  private final MailWork mails;
  private final NotificationSettings settings;
  private final Wake wake;
  private final Clock clock;
  private final LeasedWork work;

  NewMails(
      Vertx vertx,
      Leases leases,
      LeaseSettings leaseSettings,
      OwnTransaction transaction,
      EventLog events,
      MailWork mails,
      NotificationSettings settings,
      Wake wake,
      Clock clock) {
    this.transaction = transaction;
    this.leases = leases;
    this.events = events;
    this.mails = mails;
    this.settings = settings;
    this.wake = wake;
    this.clock = clock;
    this.work = new LeasedWork(vertx, leases, "notification-events", leaseSettings, this);
  }

  void start(@Observes StartupEvent started) {
    if (settings.smtpHost().isPresent()) {
      wake.registerForCommits(work::wake);
      work.start();
    }
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (settings.smtpHost().isPresent()) {
      work.stop();
    }
  }

  @Override
  public Uni<Boolean> pass(Lease lease) {
    return transaction
        .run(session -> session.createNativeQuery(BEHIND, UUID.class).getResultList())
        .chain(
            behind ->
                Multi.createFrom()
                    .iterable(behind)
                    .onItem()
                    .transformToUniAndConcatenate(
                        member -> transaction.run(session -> goOn(session, lease, member)))
                    .collect()
                    .asList()
                    .map(more -> behind.size() == SUBSCRIPTIONS || more.contains(true)))
        .invoke(mails::look);
  }

  private Uni<Boolean> goOn(Mutiny.Session session, Lease lease, UUID member) {
    return leases
        .confirm(session, lease)
        .chain(() -> locked(session, member))
        .chain(
            found ->
                found
                    .map(
                        chosen ->
                            events
                                .after(
                                    session,
                                    new Feed(chosen.tenantId(), Optional.empty()),
                                    chosen.seenEvent(),
                                    EVENTS)
                                .chain(read -> gather(session, chosen, read)))
                    .orElse(Uni.createFrom().item(false)));
  }

  /** Whoever changes it just now is not waited for: the next pass comes soon. */
  private static Uni<Optional<Subscription>> locked(Mutiny.Session session, UUID member) {
    return session
        .createNativeQuery(
            "select member_id from notification_subscription where member_id = :member and enabled"
                + " for update skip locked",
            UUID.class)
        .setParameter("member", member)
        .getSingleResultOrNull()
        .chain(
            held ->
                held == null
                    ? Uni.createFrom().item(Optional.empty())
                    : session.find(Subscription.class, member).map(Optional::of));
  }

  private Uni<Boolean> gather(Mutiny.Session session, Subscription chosen, List<Event> read) {
    if (read.isEmpty()) {
      return Uni.createFrom().item(false);
    }
    List<String> told = chosen.eventTypes().stream().map(EventType::value).toList();
    chosen.seen(new EventNumber(read.get(read.size() - 1).id()));
    return Multi.createFrom()
        .iterable(read)
        .select()
        .where(event -> told.contains(event.type()))
        .onItem()
        .transformToUniAndConcatenate(event -> gather(session, chosen, event))
        .collect()
        .asList()
        .replaceWith(read.size() == EVENTS);
  }

  private Uni<Integer> gather(Mutiny.Session session, Subscription chosen, Event event) {
    Instant now = clock.instant();
    return hasRoom(session, chosen, event, now)
        .chain(
            room ->
                room
                    ? gather(session, chosen, event, event.domain(), MailText.line(event), now)
                    : gather(
                        session,
                        chosen,
                        event,
                        MailText.SEVERAL,
                        MailText.lineWithDomain(event),
                        now));
  }

  private Uni<Boolean> hasRoom(
      Mutiny.Session session, Subscription chosen, Event event, Instant now) {
    return session
        .createNativeQuery(ROOM, Boolean.class)
        .setParameter("member", chosen.memberId())
        .setParameter("domain", event.domain())
        .setParameter("type", event.type())
        .setParameter("most", settings.mailsAtMost())
        .setParameter("now", now)
        .setParameter("pause", pause())
        .getSingleResult();
  }

  private Uni<Integer> gather(
      Mutiny.Session session,
      Subscription chosen,
      Event event,
      String domain,
      String line,
      Instant now) {
    return session
        .createNativeQuery(GATHER)
        .setParameter("id", UUID.randomUUID())
        .setParameter("member", chosen.memberId())
        .setParameter("domain", domain)
        .setParameter("type", event.type())
        .setParameter("line", line)
        .setParameter("now", now)
        .setParameter("pause", pause())
        .executeUpdate();
  }

  private double pause() {
    return settings.atMostEach().toMillis() / 1_000.0;
  }
}
