package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes between somebody and their work, and takes nothing of it away. */
@ExtendWith(Chromium.class)
class InterruptionTest {
  private static final String A_WEEK = "#max_age-604800";

  private final Pair pair = SharedPair.get();
  private final Organisation owners = Organisation.add(pair, "Interrupted");
  private final Browser browser;

  InterruptionTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void a_lost_connection_is_said_and_recovered_and_what_was_typed_is_kept() {
    Hosted hosted = owners.active(Organisation.TESTING);
    try (Relay relay = Relay.to(pair.deployment().controlPlane(1).api("/"));
        Person person = Person.at(browser, relay.address(), View.DESKTOP)) {
      person.signIn(owners.token()).openDomain(hosted).awaitStatus("Active");
      person.page().locator(A_WEEK).check();

      relay.cut();
      Locator told = person.page().locator(".offline");
      assertThat(told).containsText("No connection to the service.");
      person.button("Review changes").click();
      assertThat(person.dialog()).containsText("What you have typed is kept.");
      person.button("Cancel").click();

      relay.mend();
      assertThat(told).hasCount(0);
      assertThat(person.page().locator(".live-on")).isVisible();
      assertThat(person.page().locator(A_WEEK)).isChecked();
      save(person, hosted);
    }
  }

  @Test
  void a_session_that_ends_leads_to_the_sign_in_and_back_to_what_was_typed() {
    Hosted hosted = owners.active(Organisation.TESTING);
    try (Person person = Person.at(browser, pair).signIn(owners.token()).openDomain(hosted)) {
      person.page().locator(A_WEEK).check();
      person.button("Review changes").click();
      assertThat(person.button("Save policy")).isVisible();

      person.forgetSession();
      person.button("Save policy").click();
      Locator again = person.page().locator("mta-sign-in-again dialog");
      assertThat(again).containsText("Your session has ended.");
      again.getByLabel("Access token").fill("mtasts_wrong");
      again.getByText("Sign in", new Locator.GetByTextOptions().setExact(true)).click();
      assertThat(again).containsText("Not signed in");
      again.getByLabel("Access token").fill(owners.token());
      again.getByText("Sign in", new Locator.GetByTextOptions().setExact(true)).click();

      // What was refused is asked for again by itself.
      assertThat(person.dialog()).hasCount(0);
      assertThat(person.page().getByText("Changes not saved yet")).isHidden();
      Assertions.assertThat(owners.shown(hosted).path("max_age").asInt()).isEqualTo(604_800);
    }
  }

  /** Both tabs have one cookie; the token that goes with it is another one then. */
  @Test
  void a_session_that_another_tab_has_begun_is_gone_on_with() {
    Hosted hosted = owners.active(Organisation.TESTING);
    try (Person person = Person.at(browser, pair).signIn(owners.token()).openDomain(hosted)) {
      person.page().locator(A_WEEK).check();
      person.forgetSession();
      try (Page other = person.page().context().newPage()) {
        other.navigate("/");
        other.getByLabel("Access token").fill(owners.token());
        other.getByRole(AriaRole.BUTTON).first().click();
        assertThat(other.locator("main h1")).hasText("Domains");
      }
      save(person, hosted);
    }
  }

  @Test
  void a_list_half_typed_survives_a_sign_in_that_leaves_the_page() {
    owners.added();
    try (Person person = Person.at(browser, pair).signIn(owners.token())) {
      person.button("Add domains").click();
      person.page().getByLabel("Domains, one on each line").fill("half-typed.example");
      person.forgetSession();
      person.signIn(owners.token());

      person.button("Add domains").click();
      assertThat(person.page().getByLabel("Domains, one on each line"))
          .hasValue("half-typed.example");
    }
  }

  private void save(Person person, Hosted hosted) {
    person.button("Review changes").click();
    person.button("Save policy").click();
    assertThat(person.dialog()).hasCount(0);
    Assertions.assertThat(owners.shown(hosted).path("max_age").asInt()).isEqualTo(604_800);
  }
}
