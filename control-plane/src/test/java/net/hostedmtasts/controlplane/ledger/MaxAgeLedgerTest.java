package net.hostedmtasts.controlplane.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;
import net.hostedmtasts.controlplane.world.Connections;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** DESIGN, "Life of a domain": until when a sender may hold which revision (RFC 8461, 8.3). */
class MaxAgeLedgerTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Duration TTL = Duration.ofSeconds(60);
  private static final Duration WEEK = MaxAge.ONE_WEEK.duration();

  private final MaxAgeLedger ledger = new MaxAgeLedger();
  private final UUID domain = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final Connections connections = new Connections(DATABASE.running());

  @BeforeEach
  void domains() {
    UUID tenant = UUID.randomUUID();
    connections.execute("insert into tenant values ('" + tenant + "', 'owner', false, now())");
    add(tenant, domain, "one.example");
    add(tenant, other, "other.example");
  }

  private void add(UUID tenant, UUID id, String name) {
    connections.execute(
        "insert into hosted_domain (id, tenant_id, name, unicode_name, label, created_at, status,"
            + " status_since, version, newest_version, mx_patterns, mx_hosts, pending) values ('"
            + id
            + "', '"
            + tenant
            + "', '"
            + name
            + "', '"
            + name
            + "', '"
            + name
            + "', now(), 'ACTIVE', now(), 1, 1, '{}', '{}', false)");
  }

  @AfterEach
  void close() {
    connections.close();
  }

  private <T> T ask(Function<Mutiny.Session, Uni<T>> work) {
    return connections.ask(work);
  }

  private void published(long revision, Mode mode, MaxAge maxAge) {
    Policy policy = new Policy(mode, maxAge, List.of(MxPattern.parse("mx.example.com")));
    ask(session -> ledger.published(session, domain, revision, policy, "hash-" + revision, NOW));
  }

  private void replaced(long newest, Instant now) {
    ask(session -> ledger.replaced(session, domain, newest, TTL, null, now));
  }

  private void silent(String edge, String hash) {
    connections.execute("insert into silent_edge values ('" + edge + "', now(), now(), '{}')");
    connections.execute(
        "insert into released_past values ('" + edge + "', '" + domain + "', '" + hash + "')");
  }

  private List<HeldPolicy> all() {
    return ask(session -> ledger.of(session, domain));
  }

  private HeldPolicy held(long revision) {
    return held(domain, revision);
  }

  private HeldPolicy held(UUID of, long revision) {
    return ask(session -> ledger.of(session, of)).stream()
        .filter(one -> one.revision() == revision)
        .findFirst()
        .orElseThrow();
  }

  private Instant enforcedUntil(Instant now) {
    return ask(session -> ledger.enforcedUntil(session, domain, now));
  }

  @Test
  void a_published_policy_is_held_for_its_max_age_from_whenever_it_is_replaced() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    assertThat(held(5))
        .isEqualTo(new HeldPolicy(5, Mode.ENFORCE, WEEK, Duration.ZERO, NOW, null, null));
    assertThat(enforcedUntil(NOW.plusSeconds(9))).isEqualTo(NOW.plusSeconds(9).plus(WEEK));
  }

  @Test
  void the_same_revision_again_is_entered_once() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(5, Mode.TESTING, MaxAge.ONE_DAY);
    assertThat(held(5).mode()).isEqualTo(Mode.ENFORCE);
  }

  /** RFC 8461, section 3.2: senders forget a policy none as soon as any other. */
  @Test
  void a_policy_none_is_held_for_the_day_that_it_says() {
    published(5, Mode.NONE, MaxAge.ONE_YEAR);
    assertThat(held(5).maxAge()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void older_revisions_are_held_for_max_age_and_ttl_once_the_newest_is_everywhere() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(6, Mode.TESTING, MaxAge.ONE_DAY);
    published(7, Mode.NONE, MaxAge.ONE_DAY);
    Instant replaced = NOW.plusSeconds(100);
    replaced(7, replaced);
    assertThat(held(5).replacedAt()).isEqualTo(replaced);
    assertThat(held(5).heldUntil()).isEqualTo(replaced.plus(WEEK).plus(TTL));
    assertThat(held(6).heldUntil()).isEqualTo(replaced.plus(Duration.ofDays(1)).plus(TTL));
    assertThat(held(7).heldUntil()).isNull();
    assertThat(enforcedUntil(replaced)).isEqualTo(replaced.plus(WEEK).plus(TTL));
  }

  @Test
  void what_was_replaced_once_is_not_held_longer_by_the_next_change() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(6, Mode.TESTING, MaxAge.ONE_DAY);
    replaced(6, NOW);
    published(7, Mode.NONE, MaxAge.ONE_DAY);
    replaced(7, NOW.plusSeconds(500));
    assertThat(held(5).replacedAt()).isEqualTo(NOW);
    assertThat(held(6).replacedAt()).isEqualTo(NOW.plusSeconds(500));
  }

  @Test
  void a_policy_binds_until_the_last_moment_and_no_longer() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(6, Mode.NONE, MaxAge.ONE_DAY);
    replaced(6, NOW);
    Instant end = NOW.plus(WEEK).plus(TTL);
    assertThat(enforcedUntil(end.minusMillis(1))).isEqualTo(end);
    assertThat(enforcedUntil(end)).isEqualTo(end);
    assertThat(held(5).binds(end.minusMillis(1))).isTrue();
    assertThat(held(5).binds(end)).isFalse();
  }

  /** RFC 8461, section 5: nobody refuses to deliver because of testing or none. */
  @Test
  void neither_testing_nor_none_binds() {
    published(5, Mode.TESTING, MaxAge.ONE_YEAR);
    published(6, Mode.NONE, MaxAge.ONE_YEAR);
    assertThat(enforcedUntil(NOW)).isEqualTo(NOW);
  }

  @Test
  void what_a_silent_edge_holds_stays_open_and_nothing_else() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(6, Mode.TESTING, MaxAge.ONE_DAY);
    published(7, Mode.TESTING, MaxAge.ONE_WEEK);
    silent("lost", "hash-5");
    replaced(7, NOW);
    assertThat(held(5).heldUntil()).isNull();
    assertThat(held(6).heldUntil()).isNotNull();
    connections.execute("delete from silent_edge");
    replaced(7, NOW.plusSeconds(9));
    assertThat(held(5).replacedAt()).isEqualTo(NOW.plusSeconds(9));
  }

  @Test
  void an_edge_that_may_hold_anything_keeps_all_open() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(6, Mode.TESTING, MaxAge.ONE_DAY);
    published(7, Mode.TESTING, MaxAge.ONE_WEEK);
    silent("lost", "unknown");
    replaced(7, NOW);
    assertThat(held(5).heldUntil()).isNull();
    assertThat(held(6).heldUntil()).isNull();
  }

  @Test
  void an_edge_that_is_back_opens_what_it_held_until_the_next_id_is_everywhere() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(6, Mode.ENFORCE, MaxAge.ONE_DAY);
    published(7, Mode.TESTING, MaxAge.ONE_WEEK);
    replaced(7, NOW);
    ask(session -> ledger.answeredAgain(session, domain, "hash-5"));
    assertThat(held(5).heldUntil()).isNull();
    assertThat(held(5).replacedAt()).isNull();
    assertThat(held(6).heldUntil()).isNotNull();
    replaced(7, NOW.plusSeconds(70));
    assertThat(held(5).heldUntil()).isEqualTo(NOW.plusSeconds(70).plus(WEEK).plus(TTL));
    ask(session -> ledger.answeredAgain(session, domain, "unknown"));
    assertThat(held(6).heldUntil()).isNull();
  }

  @Test
  void without_the_cname_records_all_is_held_from_when_they_could_last_be_followed() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(6, Mode.TESTING, MaxAge.ONE_DAY);
    published(7, Mode.ENFORCE, MaxAge.ONE_DAY);
    replaced(6, NOW);
    Instant since = NOW.plusSeconds(3_600);
    ask(session -> ledger.unreachableSince(session, domain, since));
    assertThat(held(5).replacedAt()).as("replaced before").isEqualTo(NOW);
    assertThat(held(6).replacedAt()).isEqualTo(since);
    assertThat(held(7).heldUntil()).isEqualTo(since.plus(Duration.ofDays(1)));
    ask(session -> ledger.unreachableSince(session, domain, since.plusSeconds(900)));
    assertThat(held(7).replacedAt()).as("only the first time counts").isEqualTo(since);
  }

  @Test
  void with_the_cname_records_back_what_the_edges_answer_is_open_again() {
    published(4, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    replaced(5, NOW);
    published(6, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(7, Mode.ENFORCE, MaxAge.ONE_DAY);
    silent("lost", "hash-5");
    Instant lost = NOW.plusSeconds(3_600);
    ask(session -> ledger.unreachableSince(session, domain, lost.plusSeconds(60)));
    ask(session -> ledger.reachableAgain(session, domain, 7, lost));
    assertThat(held(7).heldUntil()).isNull();
    assertThat(held(6).heldUntil()).as("replaced by 7").isNotNull();
    assertThat(held(5).heldUntil()).as("a silent edge answers it").isNull();
    assertThat(held(4).replacedAt()).as("replaced before the loss").isEqualTo(NOW);
    ask(session -> ledger.reachableAgain(session, domain, 0, lost));
    assertThat(held(6).heldUntil()).as("not known what is answered").isNull();
  }

  /** They may be back for an hour before a check sees it. */
  @Test
  void what_was_closed_since_the_loss_may_have_been_answered_until_it_is_replaced() {
    published(4, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    replaced(5, NOW);
    Instant lost = NOW.plusSeconds(3_600);
    ask(session -> ledger.unreachableSince(session, domain, lost.plusSeconds(60)));
    published(6, Mode.TESTING, MaxAge.ONE_DAY);
    Instant later = lost.plusSeconds(9_000);
    ask(session -> ledger.replaced(session, domain, 6, TTL, lost, later));
    assertThat(held(5).replacedAt()).isEqualTo(later);
    assertThat(held(4).replacedAt()).as("before the loss").isEqualTo(NOW);
  }

  @Test
  void a_policy_that_moves_is_still_answered_by_the_edge_that_was_silent() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    silent("lost", "hash-5");
    ask(session -> ledger.move(session, domain, other));
    ask(session -> ledger.replaced(session, other, 7, TTL, null, NOW));
    assertThat(held(other, 5).heldUntil()).isNull();
  }

  private void imported(UUID of, Duration maxAge, Duration cachedFor) {
    ask(session -> ledger.imported(session, of, Mode.ENFORCE, maxAge, cachedFor, NOW));
  }

  /** Senders may follow the old records to the old host as long as resolvers keep them. */
  @Test
  void a_policy_of_another_host_is_held_as_if_it_were_served_until_the_first_of_ours() {
    Duration cached = Duration.ofDays(1);
    imported(domain, WEEK, cached);
    assertThat(enforcedUntil(NOW)).isEqualTo(NOW.plus(WEEK).plus(cached));
    published(5, Mode.TESTING, MaxAge.ONE_DAY);
    replaced(5, NOW.plusSeconds(9));
    assertThat(held(HeldPolicy.IMPORTED).heldUntil())
        .isEqualTo(NOW.plusSeconds(9).plus(WEEK).plus(cached).plus(TTL));
  }

  @Test
  void a_second_import_counts_where_it_may_be_held_longer_and_opens_the_first() {
    imported(domain, WEEK, Duration.ofHours(1));
    published(5, Mode.TESTING, MaxAge.ONE_DAY);
    replaced(5, NOW.plusSeconds(9));
    imported(domain, MaxAge.ONE_YEAR.duration(), Duration.ofMinutes(1));
    HeldPolicy held = held(HeldPolicy.IMPORTED);
    assertThat(held.maxAge()).isEqualTo(MaxAge.ONE_YEAR.duration());
    assertThat(held.cachedFor()).isEqualTo(Duration.ofHours(1));
    assertThat(held.replacedAt()).isNull();
    assertThat(held.heldUntil()).isNull();
    imported(domain, WEEK, Duration.ZERO);
    assertThat(held(HeldPolicy.IMPORTED).maxAge()).isEqualTo(MaxAge.ONE_YEAR.duration());
  }

  /** RFC 8767, section 4: a TTL of 68 years is kept for seven days at most. */
  @Test
  void a_ttl_counts_for_a_week_at_most() {
    imported(domain, WEEK, Duration.ofSeconds(Integer.MAX_VALUE));
    assertThat(held(HeldPolicy.IMPORTED).cachedFor()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void of_two_imports_the_one_that_is_held_longer_moves_with_the_domain() {
    imported(domain, MaxAge.ONE_YEAR.duration(), Duration.ofHours(1));
    published(5, Mode.TESTING, MaxAge.ONE_DAY);
    replaced(5, NOW);
    Instant until = held(HeldPolicy.IMPORTED).heldUntil();
    imported(other, WEEK, Duration.ofHours(2));
    ask(session -> ledger.move(session, domain, other));
    HeldPolicy open = held(other, HeldPolicy.IMPORTED);
    assertThat(open.maxAge()).isEqualTo(MaxAge.ONE_YEAR.duration());
    assertThat(open.cachedFor()).isEqualTo(Duration.ofHours(2));
    assertThat(open.heldUntil()).as("the other's was open").isNull();

    imported(domain, WEEK, Duration.ZERO);
    replaced(5, NOW.minusSeconds(9));
    ask(session -> ledger.replaced(session, other, 6, TTL, null, NOW));
    ask(session -> ledger.move(session, domain, other));
    assertThat(held(other, HeldPolicy.IMPORTED).heldUntil()).isAfter(until);
  }

  /** An old policy counts as long as it may be held, however many came after it. */
  @Test
  void the_longest_held_policy_counts_behind_a_thousand_newer_ones() {
    published(5, Mode.ENFORCE, MaxAge.ONE_YEAR);
    replaced(6, NOW);
    connections.execute(
        "insert into held_policy (domain_id, revision, mode, max_age, content_hash, published_at)"
            + " select '"
            + domain
            + "', n, 'testing', 86400, 'x', now() from generate_series(1000, 2200) n");
    assertThat(enforcedUntil(NOW)).isEqualTo(NOW.plus(MaxAge.ONE_YEAR.duration()).plus(TTL));
    assertThat(all()).hasSize(1_000);
  }

  @Test
  void what_is_over_for_a_month_is_forgotten_unless_it_may_open_again() {
    for (long revision = 5; revision <= 8; revision++) {
      published(revision, Mode.ENFORCE, MaxAge.ONE_DAY);
    }
    replaced(7, NOW);
    silent("lost", "hash-5");
    Instant monthLater = NOW.plus(Duration.ofDays(32));
    replaced(8, monthLater);
    assertThat(all().stream().map(HeldPolicy::revision)).containsExactly(8L, 7L, 5L);
    connections.execute("delete from silent_edge");
    Instant lost = NOW.minusSeconds(1);
    ask(session -> ledger.replaced(session, domain, 8, TTL, lost, monthLater));
    assertThat(held(5)).as("the records may be back").isNotNull();
  }

  @Test
  void a_domain_that_moves_takes_with_it_what_senders_hold() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    published(6, Mode.TESTING, MaxAge.ONE_DAY);
    replaced(6, NOW);
    HeldPolicy closed = held(5);
    HeldPolicy open = held(6);
    ask(session -> ledger.move(session, domain, other));
    assertThat(held(other, 5)).isEqualTo(closed);
    assertThat(held(other, 6)).isEqualTo(open);
    assertThat(all()).isEmpty();
  }

  @Test
  void nothing_is_left_of_what_is_forgotten() {
    published(5, Mode.ENFORCE, MaxAge.ONE_WEEK);
    ask(session -> ledger.forget(session, domain));
    assertThat(all()).isEmpty();
    assertThat(enforcedUntil(NOW)).isEqualTo(NOW);
  }
}
