package net.hostedmtasts.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN, "Revisions, and publishing by difference". */
class DecisionTest {
  private static final PublicationKey KEY =
      PublicationKey.of(PublishedTopic.POLICIES, "example.com");

  static @Nullable Desired desired(@Nullable String side) {
    return side == null
        ? null
        : new Desired(KEY, revision(side), side.startsWith("served"), "{}", null);
  }

  private static @Nullable Observed observed(@Nullable String side) {
    if (side == null) {
      return null;
    }
    return side.equals("unreadable")
        ? new Observed(0, false, 0, 0, 7)
        : new Observed(revision(side), side.startsWith("served"), 0, 0, 7);
  }

  private static long revision(String side) {
    return Long.parseLong(side.substring(side.indexOf(' ') + 1));
  }

  @ParameterizedTest(name = "{0} in the database, {1} in the topic, taken before {2}: {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          served 5    |             | false | SEND          | nothing observed: a crash after the commit, or a wiped topic
          withdrawn 5 |             | false | SEND          | also a withdrawal fills a wiped topic
          served 5    | unreadable  | false | SEND          | what cannot be read is older than everything
          served 5    | served 4    | true  | SEND          | older
          withdrawn 5 | served 4    | true  | SEND          | served in the topic, withdrawn in the database
          served 5    | withdrawn 4 | true  | SEND          | older
          served 5    | served 4    | false | SEND          | older, whoever wrote it
          served 5    | served 5    | true  | IN_SYNC       | the same
          withdrawn 5 | withdrawn 5 | true  | IN_SYNC       | the same
          served 5    | withdrawn 5 | true  | TAKE_REVISION | the same revision with another state was written by hand
          withdrawn 5 | served 5    | false | TAKE_REVISION | the same revision with another state was written by hand
          served 5    | served 6    | true  | TAKE_REVISION | an old instance sent late
          withdrawn 5 | served 6    | true  | TAKE_REVISION | an old instance sent late
          served 5    | served 6    | false | HOLD_RESTORED | the database is an older copy
          served 5    | withdrawn 6 | false | HOLD_RESTORED | the database is an older copy
          withdrawn 5 | served 6    | false | HOLD_RESTORED | the database is an older copy
                      | served 6    | false | HOLD_UNKNOWN  | served, and unknown to the database
                      | withdrawn 6 | false | IN_SYNC       | nothing is served, nothing is known
                      | unreadable  | false | CLEAR         | nobody can read it and nobody knows it
                      |             | false | IN_SYNC       | a key that was compacted away
          """)
  void the_two_sides_decide(
      @Nullable String database,
      @Nullable String topic,
      boolean taken,
      Decision decision,
      String why) {
    assertThat(Decision.of(desired(database), observed(topic), taken)).as(why).isEqualTo(decision);
  }
}
