package net.hostedmtasts.e2e.page;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every page and dialog, in both themes and languages, wide and narrow, as axe-core judges it. */
@ExtendWith(Chromium.class)
class AccessibilityTest {
  // One line for each rule that is broken: the rule, and the elements with what is wrong.
  private static final String RUN =
      """
      async () => {
        // Whatever still moves into its place has no colour of its own yet.
        await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
        return (await axe.run(document)).violations.map((rule) => rule.id + ': ' +
          rule.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; '));
      }
      """;

  // Colours and words do not depend on the width: two of the four say almost all.
  private static final List<View> VIEWS =
      List.of(View.DESKTOP, View.SMALL_DARK, View.DARK, View.SMALL).subList(0, Counts.of(2, 4));

  private final Pair pair = SharedPair.get();
  private final Browser browser;

  AccessibilityTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void no_page_has_a_violation_or_is_too_wide() throws IOException {
    String axe = axe();
    Tour tour = Tour.prepare(pair);
    List<String> violations = new ArrayList<>();
    for (View view : VIEWS) {
      try (Person person = Person.at(browser, pair, view)) {
        tour.take(
            person, place -> judge(person, axe, place + " (" + view.name() + "): ", violations));
      }
    }
    Assertions.assertThat(violations).isEmpty();
  }

  private static void judge(Person person, String axe, String where, List<String> violations) {
    person.page().evaluate(axe);
    for (Object one : (List<?>) person.page().evaluate(RUN)) {
      violations.add(where + one);
    }
    if (person.tooWide()) {
      violations.add(where + "wider than its window");
    }
  }

  private static String axe() throws IOException {
    try (InputStream script =
        Objects.requireNonNull(
            AccessibilityTest.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
