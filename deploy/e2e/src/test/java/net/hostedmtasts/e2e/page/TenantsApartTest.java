package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one tenant has no other sees. */
@ExtendWith(Chromium.class)
class TenantsApartTest {
  private final Pair pair = SharedPair.get();
  private final Browser browser;

  TenantsApartTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void two_tenants_see_nothing_of_each_other() {
    Organisation one = Organisation.add(pair, "One");
    Organisation other = Organisation.add(pair, "Other");
    Hosted ofOne = one.added();
    Hosted ofOther = other.added();
    try (Person first = Person.at(browser, pair).signIn(one.token());
        Person second = Person.at(browser, pair).signIn(other.token())) {
      sees_only(first, ofOne, ofOther);
      sees_only(second, ofOther, ofOne);
    }
  }

  private static void sees_only(Person person, Hosted own, Hosted foreign) {
    assertThat(person.page().locator(".domains .rows")).containsText(own.domain());
    assertThat(person.page().locator("body")).not().containsText(foreign.domain());

    person.page().navigate("/domains/" + foreign.domain());
    assertThat(person.page().getByText("This domain is not here")).isVisible();
    assertThat(person.page().locator("body")).not().containsText(foreign.label());

    person.page().navigate("/account");
    assertThat(person.page().getByText("Recent changes")).isVisible();
    assertThat(person.page().locator("mta-audit")).containsText(own.domain());
    assertThat(person.page().locator("body")).not().containsText(foreign.domain());
  }
}
