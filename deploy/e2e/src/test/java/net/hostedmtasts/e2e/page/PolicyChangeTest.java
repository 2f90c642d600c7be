package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.regex.Pattern;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changing the policy of a domain that is served, and ending it. */
@ExtendWith(Chromium.class)
class PolicyChangeTest {
  private static final Duration SERVED_LIMIT = Duration.ofSeconds(30);
  private static final String UNCOVERED =
      """
      {"mode": "testing", "max_age": 86400, "mx": {"source": "pinned", "patterns": ["mx0.mail.test"]}}
      """;

  private static final Pattern WINDING = Pattern.compile("Winding down until \\d+ \\w+ \\d{4}");

  private final Pair pair = SharedPair.get();
  private final Organisation owners = Organisation.add(pair, "Changers");
  private final Browser browser;

  PolicyChangeTest(Browser browser) {
    this.browser = browser;
  }

  /** RFC 8461, section 6: a policy that is enforced too early loses mail. */
  @Test
  void enforce_waits_until_each_consequence_is_acknowledged() {
    Hosted hosted = owners.active(UNCOVERED);
    try (Person person = Person.at(browser, pair).signIn(owners.token()).openDomain(hosted)) {
      person.page().locator("#mode-enforce").check();
      person.button("Review changes").click();

      Locator points = person.dialog().getByRole(AriaRole.CHECKBOX);
      assertThat(points).hasCount(3);
      assertThat(person.dialog()).containsText("Fewer than 7 days of testing");
      assertThat(person.dialog()).containsText("MX host not in the policy");
      assertThat(person.dialog()).containsText("TLS reports are not collected here yet");
      for (Locator point : points.all()) {
        assertThat(person.button("Save policy")).isDisabled();
        point.check();
      }
      person.button("Save policy").click();

      assertThat(person.dialog()).hasCount(0);
      Assertions.assertThat(owners.shown(hosted).path("mode").asText()).isEqualTo("enforce");
      Pair.await(
          "the enforced policy is served",
          SERVED_LIMIT,
          () -> pair.edge(1).document(hosted).orElse("").contains("mode: enforce"));
    }
  }

  @Test
  void the_second_of_two_people_is_told_and_loses_nothing_typed() {
    Hosted hosted = owners.active(Organisation.TESTING);
    try (Person first = Person.at(browser, pair).signIn(owners.token()).openDomain(hosted);
        Person second = Person.at(browser, pair).signIn(owners.token()).openDomain(hosted)) {
      second.page().locator("#max_age-2592000").check();
      second.button("Review changes").click();
      assertThat(second.button("Save policy")).isVisible();

      first.page().locator("#max_age-604800").check();
      first.button("Review changes").click();
      first.button("Save policy").click();
      assertThat(first.dialog()).hasCount(0);

      second.button("Save policy").click();
      Locator difference = second.page().locator(".compare");
      assertThat(difference).containsText("1 week");
      assertThat(difference).containsText("30 days");
      Assertions.assertThat(maxAge(hosted)).isEqualTo(604_800);
      assertThat(second.page().locator("#max_age-2592000")).isChecked();

      second.button("Go on with mine").click();
      second.button("Review changes").click();
      second.button("Save policy").click();
      assertThat(second.dialog()).hasCount(0);
      Assertions.assertThat(maxAge(hosted)).isEqualTo(2_592_000);
    }
  }

  private int maxAge(Hosted hosted) {
    return owners.shown(hosted).path("max_age").asInt();
  }

  @Test
  void disabling_asks_for_the_name_and_says_when_the_records_may_go() {
    Hosted hosted = owners.active(Organisation.ENFORCED);
    try (Person person = Person.at(browser, pair).signIn(owners.token()).openDomain(hosted)) {
      person.button("Disable MTA-STS…").click();
      Locator typed = person.dialog().getByRole(AriaRole.TEXTBOX);
      typed.fill("another.example");
      assertThat(person.button("Disable MTA-STS")).isDisabled();
      typed.fill(hosted.domain());
      person.button("Disable MTA-STS").click();

      person.awaitStatus("Inactive");
      Locator told =
          person.page().locator(".notice", new Page.LocatorOptions().setHasText(WINDING));
      assertThat(told).containsText("Leave both CNAME records in place until then");
    }
  }
}
