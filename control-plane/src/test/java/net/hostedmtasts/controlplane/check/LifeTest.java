package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN, "Life of a domain": what one check makes of a status. */
class LifeTest {
  private static DelegationSeen seen(String text) {
    return switch (text) {
      case "here" -> new DelegationSeen.Here(Duration.ofHours(1), true);
      case "elsewhere" -> new DelegationSeen.Elsewhere("a".repeat(26));
      case "wrong" -> new DelegationSeen.Wrong();
      case "missing" -> new DelegationSeen.Missing();
      case "unknown" -> new DelegationSeen.Unknown();
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Set<String> codes(String text) {
    return text.equals("-") ? Set.of() : Arrays.stream(text.split(" ")).collect(Collectors.toSet());
  }

  /**
   * @param so "live", "looked", "late", "once" (it was active since it was enabled): what is so
   *     beside that
   */
  @ParameterizedTest(name = "{0}, {1}, {2}, errors {3}, confirmed {4}: {5} ({6})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INACTIVE  | here      | live looked      | -   | -   | INACTIVE  | only its owner enables it
          INACTIVE  | wrong     | late             | a   | a   | INACTIVE  | nothing is asked of it
          VERIFYING | missing   | -                | -   | -   | VERIFYING | a missing record is waited for
          VERIFYING | unknown   | -                | a   | a   | VERIFYING | nothing is known
          VERIFYING | wrong     | -                | a   | -   | VERIFYING | the second check confirms
          VERIFYING | wrong     | -                | a   | a   | ERROR     | a wrong record, seen twice
          VERIFYING | elsewhere | -                | a   | a   | ERROR     | another account's, seen twice
          VERIFYING | missing   | late             | -   | -   | ERROR     | 72 hours
          VERIFYING | here      | late             | -   | -   | ERROR     | 72 hours, whatever it waits for
          VERIFYING | here      | -                | -   | -   | VERIFYING | certificate and policy are on their way
          VERIFYING | here      | -                | caa-forbids | - | VERIFYING | the second check confirms
          VERIFYING | here      | -                | caa-forbids | caa-forbids | ERROR | no authority may sign
          VERIFYING | here      | -                | authority-refused | authority-refused | ERROR | the authority refuses
          VERIFYING | here      | -                | challenge-not-reachable | challenge-not-reachable | ERROR | it does not find what it looks for
          VERIFYING | here      | live             | -   | -   | VERIFYING | not looked at as a sender does yet
          VERIFYING | here      | live looked      | a   | a   | VERIFYING | a sender would not find it well
          VERIFYING | here      | live looked once | a   | -   | VERIFYING | the second check confirms
          VERIFYING | here      | live looked once | a   | a   | ERROR     | it was active before
          VERIFYING | missing   | live once        | a   | a   | ERROR     | it was active before: more than missing
          VERIFYING | unknown   | live once        | a   | a   | ERROR     | whatever it is
          VERIFYING | here      | live looked      | -   | -   | ACTIVE    | all is well
          VERIFYING | here      | live looked late | -   | -   | ACTIVE    | late, and well
          VERIFYING | missing   | live looked      | -   | -   | VERIFYING | without the records it is not well
          ACTIVE    | here      | live looked      | -   | -   | ACTIVE    | all is well
          ACTIVE    | here      | -                | -   | -   | ACTIVE    | a change is on its way
          ACTIVE    | missing   | live looked      | a   | -   | ACTIVE    | the second check confirms
          ACTIVE    | missing   | live looked      | a   | a   | ERROR     | seen twice
          ACTIVE    | unknown   | live looked      | a b | b   | ERROR     | one of them was seen twice
          ACTIVE    | here      | live looked      | a b | -   | ACTIVE    | two different ones, each seen once
          ERROR     | here      | live looked      | -   | -   | ACTIVE    | all is well again
          ERROR     | here      | live looked      | a   | -   | ERROR     | something else is wrong
          ERROR     | here      | -                | -   | -   | VERIFYING | mended, and on its way
          ERROR     | here      | live             | -   | -   | ERROR     | nobody could look
          ERROR     | unknown   | -                | -   | -   | ERROR     | silence mends nothing
          ERROR     | unknown   | live looked      | -   | -   | ERROR     | silence mends nothing
          ERROR     | here      | late             | -   | -   | ERROR     | 72 hours, whatever it waits for
          ERROR     | here      | live looked late | -   | -   | ACTIVE    | late, and well
          ERROR     | missing   | -                | -   | -   | VERIFYING | the wrong record has gone
          ERROR     | missing   | late             | -   | -   | ERROR     | still nothing after 72 hours
          ERROR     | unknown   | live looked      | a   | a   | ERROR     | still wrong
          """)
  void a_check_makes_of_a_status(
      DomainStatus now,
      String delegation,
      String so,
      String errors,
      String confirmed,
      DomainStatus next,
      String why) {
    Set<String> also = codes(so);
    Life life =
        new Life(
            now,
            seen(delegation),
            also.contains("live"),
            also.contains("looked"),
            also.contains("late"),
            also.contains("once"),
            codes(errors),
            codes(confirmed));
    assertThat(life.next()).as(why).isEqualTo(next);
  }
}
