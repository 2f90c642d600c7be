package net.hostedmtasts.controlplane.notification;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Claims mails for this instance, and notes what came of them. */
@ApplicationScoped
class DueMails {
  /** A killed instance's mails rest so long; longer than a mail server takes. */
  static final Duration CLAIMED_FOR = Duration.ofSeconds(60);

  // A mail that is claimed gathers no more: what happens from now on makes the next one.
  private static final String CLAIM =
      "with due as (select id from notification_mail where state in ('gathering', 'sending')"
          + " and next_at <= now() and (claimed_until is null or claimed_until < now())"
          + " order by next_at limit $1 for update skip locked)"
          + " update notification_mail m set state = 'sending', claim = m.claim + 1,"
          + " claimed_until = now() + make_interval(secs => $2),"
          + " closed_at = coalesce(m.closed_at, now())"
          + " from due, notification_subscription s, member b left join person p"
          + " on p.id = b.person_id"
          + " where m.id = due.id and s.member_id = m.member_id and b.id = s.member_id"
          + " returning m.id, m.claim, m.tries, m.domain, m.type, m.lines, m.events,"
          + " case when s.enabled then p.email end as email, s.language, s.unsubscribe";

  private static final String NOTE =
      "update notification_mail set state = $3, error = $4, tries = tries + 1,"
          + " next_at = now() + make_interval(secs => $5), claimed_until = null"
          + " where id = $1 and claim = $2";

  private static final String FORGET =
      "delete from notification_mail where state in ('sent', 'failed')"
          + " and created_at < now() - interval '30 days'";

  private final Pool pool;

  DueMails(Pool pool) {
    this.pool = pool;
  }

  Uni<List<DueMail>> claim(int most) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(most, (double) CLAIMED_FOR.toSeconds()))
        .map(
            rows -> {
              List<DueMail> claimed = new ArrayList<>();
              rows.forEach(row -> claimed.add(mail(row)));
              return claimed;
            });
  }

  private static DueMail mail(Row row) {
    return new DueMail(
        row.getUUID("id"),
        row.getLong("claim"),
        row.getInteger("tries"),
        row.getString("domain"),
        row.getString("type"),
        List.of(row.getArrayOfStrings("lines")),
        row.getInteger("events"),
        Optional.ofNullable(row.getString("email")),
        Language.parse(row.getString("language")),
        row.getString("unsubscribe"));
  }

  Uni<Void> sent(DueMail mail) {
    return note(mail, "sent", null, Duration.ZERO);
  }

  Uni<Void> failed(DueMail mail, String why) {
    return note(mail, "failed", why, Duration.ZERO);
  }

  Uni<Void> again(DueMail mail, String why, Duration pause) {
    return note(mail, "sending", why, pause);
  }

  private Uni<Void> note(DueMail mail, String state, @Nullable String why, Duration pause) {
    return pool.preparedQuery(NOTE)
        .execute(Tuple.of(mail.id(), mail.claim(), state, why, pause.toMillis() / 1_000.0))
        .replaceWithVoid();
  }

  @Scheduled(
      every = "1h",
      delayed = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return pool.query(FORGET).execute().replaceWithVoid();
  }
}
