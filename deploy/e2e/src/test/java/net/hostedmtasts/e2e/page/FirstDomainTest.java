package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import net.hostedmtasts.standalone.ownerdns.OwnerDns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From nothing to a domain that is active, and through what may go wrong with its records. */
@ExtendWith(Chromium.class)
class FirstDomainTest {
  private final Pair pair = SharedPair.get();
  private final OwnerDns dns = pair.deployment().ownerDns();
  private final Browser browser;

  FirstDomainTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void a_newcomer_comes_from_sign_in_to_active() {
    Organisation newcomers = Organisation.add(pair, "Newcomers");
    String name = newcomers.domainInDns();
    try (Person person = Person.at(browser, pair).signIn(newcomers.token())) {
      assertThat(person.page().getByText("No domains yet")).isVisible();
      person.button("Add domains").first().click();
      person.page().getByLabel("Domains, one on each line").fill(name);
      person.button("Add").click();

      assertThat(person.heading(name)).isVisible();
      person.awaitStatus("Inactive");
      set_the_records_that_are_shown(person);
      person.button("Review and enable").click();
      assertThat(person.dialog().getByText("mode: testing")).isVisible();
      person.button("Enable MTA-STS").click();

      person.awaitStatus("Active");
      assertThat(person.page().locator(".record .sign")).hasText(new String[] {"Seen", "Seen"});
    }
  }

  private void set_the_records_that_are_shown(Person person) {
    assertThat(person.page().getByText("Please wait a moment")).isHidden();
    for (Locator record : person.page().locator(".record").all()) {
      Locator values = record.locator("dd code");
      String name = values.nth(0).innerText().replaceFirst("\\.$", "");
      dns.set(name, values.nth(1).innerText(), values.nth(2).innerText());
    }
  }

  @Test
  void a_reload_in_the_middle_loses_nothing() {
    Organisation owners = Organisation.add(pair, "Reloading");
    Hosted hosted = owners.enabled(Organisation.TESTING);
    try (Person person = Person.at(browser, pair).signIn(owners.token()).openDomain(hosted)) {
      person.awaitStatus("Verifying");
      assertThat(person.page().locator(".record .sign").first()).hasText("Not seen yet");

      person.page().reload();

      person.awaitStatus("Verifying");
      assertThat(person.page().locator(".step-current")).containsText("CNAME records seen");
      owners.delegate(hosted);
      person.awaitStatus("Active");
    }
  }

  @Test
  void what_is_broken_is_said_and_what_is_mended_is_seen() {
    Organisation owners = Organisation.add(pair, "Menders");
    Hosted hosted = owners.active(Organisation.TESTING);
    try (Person person = Person.at(browser, pair).signIn(owners.token()).openDomain(hosted)) {
      person.awaitStatus("Active");
      dns.set(hosted.policyHost(), "CNAME", "www.elsewhere.test.");
      person.button("Check now").click();

      person.awaitStatus("Error");
      assertThat(person.page().getByText("CNAME record leads elsewhere")).isVisible();
      assertThat(person.page().locator(".record .sign").first()).hasText("Wrong");
      assertThat(person.page().locator(".record").first()).containsText("www.elsewhere.test");

      owners.delegate(hosted);
      person.awaitStatus("Active");
      assertThat(person.page().getByText("CNAME record leads elsewhere")).isHidden();
    }
  }
}
