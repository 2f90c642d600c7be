package net.hostedmtasts.controlplane.mx;

import static net.hostedmtasts.controlplane.mx.MxTexts.START;
import static net.hostedmtasts.controlplane.mx.MxTexts.hosts;
import static net.hostedmtasts.controlplane.mx.MxTexts.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.DomainName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MxFollowingTest {
  private static final Duration KEEP = Duration.ofDays(7);
  private static final MxFollowing A_AND_B =
      MxFollowing.NOTHING.follow(seen("a b", "a b"), START, KEEP).next();

  @ParameterizedTest(name = "resolvers: {0}; servers: {1}; added: {2} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b c        | a b c       | c      | HOSTS            | both sides agree
          a b c        | a b c,a b c | c      | HOSTS            | all servers
          FAILED,a b c | a b c       | c      | HOSTS            | one resolver that answers is enough
          a b c        | a b c,FAILED| c      | HOSTS            | servers that do not answer do not count
          a b,a b c    | a b c       | c      | HOSTS            | the other resolver still has the old answer
          c            | c           | c      | HOSTS            | the others stay their time
          a b c        | a b         |        | NONE             | only a resolver: forged?
          a b          | a b c       |        | NONE             | only the server: forged, or not yet seen
          a b c        | a b c,a b   |        | NONE             | one server has not got it yet
          a b c        | a b c,EMPTY |        | NONE             | one server has nothing
          a b c d      | a b c       | c      | NONE             | what is agreed on counts
          a b c        | FAILED      |        | SERVERS_FAILED   | no server answered
          FAILED       | a b c       |        | RESOLVERS_FAILED | no resolver answered
          TRUNCATED    | TRUNCATED   |        | RESOLVERS_FAILED | a cut answer is none
          NXDOMAIN     | NXDOMAIN    |        | NO_SUCH_DOMAIN   | never empties a policy
          NULL         | NULL        |        | NULL_MX          | never empties a policy
          EMPTY        | a b         |        | NONE             | empty at one side
          a b          | EMPTY       |        | NONE             | empty at one side
          EMPTY        | FAILED      |        | SERVERS_FAILED   | empty at one side
          EMPTY        | EMPTY       |        | IMPLICIT         | an empty answer never changes a policy
          """)
  void a_host_is_added_where_both_sides_agree(
      String resolvers, String servers, String added, MxSeen.Agreement agreement, String why) {
    MxFollowing.Step step =
        A_AND_B.follow(seen(resolvers, servers), START.plus(Duration.ofDays(30)), KEEP);
    assertThat(step.added()).as(why).isEqualTo(hosts(added == null ? "" : added));
    assertThat(step.removed()).as(why).isEmpty();
    assertThat(step.agreement()).as(why).isEqualTo(agreement);
    assertThat(names(step.next())).startsWith("a.example", "b.example");
  }

  @ParameterizedTest(name = "{0} after the last sight, then {1} after it was missed: listed {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PT1H   | P6D      | true
          PT1H   | P6DT22H  | true
          PT1H   | P6DT23H  | false
          P8D    | PT59M    | true
          P8D    | PT1H     | false
          """)
  void a_host_leaves_after_seven_days_and_its_ttl(Duration missed, Duration later, boolean listed) {
    Instant missing = START.plus(missed);
    MxFollowing first = A_AND_B.follow(seen("a", "a"), missing, KEEP).next();
    assertThat(names(first)).contains("b.example");
    MxFollowing.Step step = first.follow(seen("a", "a"), missing.plus(later), KEEP);
    assertThat(names(step.next()).contains("b.example")).isEqualTo(listed);
    assertThat(step.removed()).isEqualTo(listed ? List.of() : hosts("b"));
    assertThat(step.changed()).isNotEqualTo(listed);
  }

  @ParameterizedTest(name = "resolvers: {0}; servers: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a         | a b      | one server still names it
          a         | a,a b    | one of two servers still names it
          a b       | a        | every resolver still names it
          FAILED    | a        | no resolver answers
          a         | FAILED   | no server answers
          EMPTY     | EMPTY    | an empty answer ends nothing
          EMPTY     | a        | empty at one side
          a         | a,EMPTY  | one server has nothing
          NULL      | NULL     | a null MX ends nothing
          NXDOMAIN  | NXDOMAIN | no such name ends nothing
          TRUNCATED | a        | cut off
          """)
  void a_host_stays_where_its_absence_is_not_agreed(String resolvers, String servers, String why) {
    MxFollowing missing =
        A_AND_B.follow(seen("a", "a"), START.plus(Duration.ofHours(1)), KEEP).next();
    MxFollowing.Step step =
        missing.follow(seen(resolvers, servers), START.plus(Duration.ofDays(30)), KEEP);
    assertThat(names(step.next())).as(why).contains("a.example", "b.example");
  }

  @Test
  void a_domain_without_mx_records_begins_with_itself() {
    MxFollowing itself = MxFollowing.NOTHING.follow(seen("EMPTY", "EMPTY"), START, KEEP).next();
    assertThat(itself.patterns()).hasSize(1);
    MxFollowing.Step again = itself.follow(seen("EMPTY", "EMPTY"), START.plus(KEEP), KEEP);
    assertThat(again.changed()).as("RFC 5321, section 5.1").isFalse();
    assertThat(again.next().hosts().get(0).lastSeen()).isEqualTo(START.plus(KEEP));
  }

  @Test
  void a_host_that_comes_back_begins_anew() {
    Instant back = START.plus(Duration.ofDays(5));
    MxFollowing missing =
        A_AND_B.follow(seen("a", "a"), START.plus(Duration.ofHours(1)), KEEP).next();
    MxFollowing again = missing.follow(seen("a b", "a b"), back, KEEP).next();
    assertThat(again.hosts().get(1).listedUntil(KEEP)).isEmpty();
    assertThat(again.hosts().get(1).firstSeen()).isEqualTo(START);
    assertThat(again.hosts().get(1).lastSeen()).isEqualTo(back);
  }

  /** A policy without MX hosts cannot be written: the check would fail for ever. */
  @Test
  void the_last_hosts_stay_while_the_sides_agree_on_no_other() {
    MxFollowing missed = A_AND_B.follow(seen("c", "c,d"), START.plusSeconds(1), KEEP).next();
    MxFollowing.Step late = missed.follow(seen("c", "c,d"), START.plus(KEEP.multipliedBy(3)), KEEP);
    assertThat(late.changed()).isFalse();
    MxFollowing.Step agreed =
        late.next().follow(seen("c", "c,c"), START.plus(KEEP.multipliedBy(4)), KEEP);
    assertThat(names(agreed.next())).containsExactly("c.example");
  }

  @Test
  void the_owner_may_drop_a_host_at_once() {
    MxFollowing dropped = A_AND_B.dropping(hosts("b").get(0));
    assertThat(names(dropped)).containsExactly("a.example");
    assertThat(names(dropped.follow(seen("a b", "a b"), START, KEEP).next()))
        .containsExactly("a.example", "b.example");
  }

  @Test
  void more_hosts_than_a_policy_has_room_for_are_named() {
    String many =
        IntStream.rangeClosed(1, 51).mapToObj(i -> "m" + i).collect(Collectors.joining(" "));
    MxFollowing.Step step = MxFollowing.NOTHING.follow(seen(many, many), START, KEEP);
    assertThat(step.next().patterns()).hasSize(50);
    assertThat(step.notListed()).hasSize(1);
    List<MxHostSeen> tooMany =
        Stream.concat(
                step.next().hosts().stream(),
                Stream.of(MxHostSeen.added(hosts("x").get(0), START, MxTexts.TTL)))
            .toList();
    assertThatThrownBy(() -> new MxFollowing(tooMany)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hosts_are_stored_the_same_by_every_mapper() throws JsonProcessingException {
    MxHostSeen missing =
        A_AND_B.follow(seen("a", "a"), START.plusMillis(1), KEEP).next().hosts().get(1);
    String stored = new ObjectMapper().writeValueAsString(missing);
    ObjectMapper other =
        new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    assertThat(other.writeValueAsString(missing)).isEqualTo(stored);
    assertThat(other.readValue(stored, MxHostSeen.class)).isEqualTo(missing);
    assertThat(new ObjectMapper().readValue(stored.replace("{", "{\"new\":1,"), MxHostSeen.class))
        .isEqualTo(missing);
  }

  private static List<String> names(MxFollowing following) {
    return following.hosts().stream().map(MxHostSeen::host).map(DomainName::value).toList();
  }
}
