package net.hostedmtasts.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN, "When an edge is ready": the census. */
class CensusCountTest {
  private static OptionalLong keys(@Nullable Long expected) {
    return expected == null ? OptionalLong.empty() : OptionalLong.of(expected);
  }

  @ParameterizedTest(name = "first of {0} wanted, {1} seen: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0      | 0      | 0      | an empty database: edges may be ready with nothing
          1      | 0      |        | the only key is on its way
          1      | 1      | 1      | all seen
          100    | 99     |        | below 200 keys each counts
          200    | 199    | 199    | one of 200 may be on its way
          200    | 198    |        | two are too many
          100000 | 99500  | 99500  | half a per cent
          100000 | 99499  |        | the topic still fills
          100000 | 0      |        | wiped: no census, so no new edge is ready
          5      | 7      | 5      | keys that are about to be withdrawn do not count
          """)
  void a_first_census_waits_until_the_topic_is_filled(
      long wanted, long seen, @Nullable Long expected, String why) {
    assertThat(new CensusCount(wanted, seen).first()).as(why).isEqualTo(keys(expected));
  }

  @ParameterizedTest(name = "after {2}, {0} wanted and {1} seen: {3} ({4})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10 | 10 | 10 |    | nothing changed
          9  | 10 | 10 | 9  | lowered before the withdrawal is sent
          0  | 10 | 10 | 0  | lowered to nothing
          11 | 10 | 10 |    | raised only when the key was seen
          11 | 11 | 10 | 11 | raised
          15 | 12 | 10 | 12 | raised as far as was seen
          12 | 5  | 10 |    | what has gone from the topic is sent again: never lowered for it
          9  | 5  | 10 | 9  | lowered to what is wanted, not to what is seen
          """)
  void a_census_follows_the_database(
      long wanted, long seen, long present, @Nullable Long expected, String why) {
    assertThat(new CensusCount(wanted, seen).after(present)).as(why).isEqualTo(keys(expected));
  }
}
