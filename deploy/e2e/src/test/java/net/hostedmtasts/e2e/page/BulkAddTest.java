package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pasted list of domains, and the overview of so many. */
@ExtendWith(Chromium.class)
class BulkAddTest {
  private static final int MANY = Counts.of(100, 1_000);
  private static final int ROUNDS = Counts.of(1, 9);

  private final Pair pair = SharedPair.get();
  private final Organisation owners = Organisation.add(pair, "Many domains");
  private final Browser browser;

  BulkAddTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void a_pasted_list_has_a_result_for_each_line_and_is_found_again() {
    List<String> names =
        IntStream.range(0, MANY - 2)
            .mapToObj(number -> String.format(Locale.ROOT, "many%04d.example", number))
            .toList();
    String there = Pair.freshName();
    owners.api().add(there);
    try (Person person = Person.at(browser, pair).signIn(owners.token())) {
      assertThat(rows(person)).hasCount(1);
      person.button("Add domains").click();
      person
          .page()
          .getByLabel("Domains, one on each line")
          .fill(
              Stream.concat(names.stream(), Stream.of(there, "no..name"))
                  .collect(Collectors.joining("\n")));
      person.button("Add").click();

      assertThat(person.dialog().locator(".bulk-summary"))
          .hasText(String.format(Locale.UK, "%,d added 1 here already 1 refused", names.size()));
      assertThat(person.dialog().locator(".bulk-results li")).hasCount(MANY);
      assertThat(person.dialog().locator(".bulk-refused")).containsText("no..name");
      person.button("Done").click();

      all_of_them_are_there_for_whoever_scrolls(person);
      the_first_rows_are_there_soon(person);
      String last = names.get(names.size() - 1);
      person.page().getByRole(AriaRole.SEARCHBOX).fill(last);
      assertThat(person.page().locator(".count")).hasText("1 domain found");
      assertThat(rows(person)).hasCount(1);
      assertThat(rows(person)).containsText(last);
    }
  }

  private void all_of_them_are_there_for_whoever_scrolls(Person person) {
    double longest = Pace.longestTask(browser, person.page(), () -> scrollToTheEnd(person));
    System.out.printf(
        "scrolling over %d domains: the longest task takes %.0f ms of a processor%n",
        MANY, longest);
    if (Pace.COUNTS) {
      Assertions.assertThat(longest).isLessThanOrEqualTo(Pace.LONGEST_TASK);
    }
  }

  private static void scrollToTheEnd(Person person) {
    Locator count = person.page().locator(".count");
    String all = String.format(Locale.UK, "%,d domains", MANY - 1);
    person
        .page()
        .waitForCondition(
            () -> {
              person.page().mouse().move(640, 600);
              person.page().mouse().wheel(0, 2_000);
              return count.innerText().equals(all);
            });
  }

  private static void the_first_rows_are_there_soon(Person person) {
    List<Double> times = Pace.firstRows(person.page(), ROUNDS);
    double median = times.get(ROUNDS / 2);
    System.out.printf(
        "first rows of %d domains after %.0f ms (%.0f to %.0f in %d loads)%n",
        MANY, median, times.get(0), times.get(ROUNDS - 1), ROUNDS);
    if (Pace.COUNTS) {
      Assertions.assertThat(median).isLessThanOrEqualTo(Pace.FIRST_ROW);
    }
  }

  private static Locator rows(Person person) {
    return person.page().locator(".domains .rows tr:not(.ghost)");
  }
}
