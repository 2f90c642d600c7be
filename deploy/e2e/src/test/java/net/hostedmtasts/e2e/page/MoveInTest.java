package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import net.hostedmtasts.standalone.ownerdns.OwnerDns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A domain whose policy was somewhere else before. */
@ExtendWith(Chromium.class)
class MoveInTest {
  private final Pair pair = SharedPair.get();
  private final OwnerDns dns = pair.deployment().ownerDns();
  private final Browser browser;

  MoveInTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void an_existing_policy_is_offered_and_taken_over() {
    String name = withPolicyElsewhere();
    Organisation movers = Organisation.add(pair, "Movers");
    try (Person person = Person.at(browser, pair).signIn(movers.token())) {
      person.button("Add domains").first().click();
      person.page().getByLabel("Domains, one on each line").fill(name);
      person.button("Add").click();
      assertThat(person.page().getByText("This domain has a policy at another host")).isVisible();
      assertThat(person.page().locator("mta-import")).containsText("Found: Testing, max age 1 day");
      person.button("Move in with this policy").click();

      person.awaitStatus("Verifying");
      dns.remove("mta-sts." + name);
      dns.remove("_mta-sts." + name);
      movers.delegate(movers.api().hosted(name));
      person.awaitStatus("Active");
      assertThat(person.page().locator("mta-history")).containsText("Moved in");
    }
  }

  /** An edge answers for it, but nothing in the domain's DNS says that it is one. */
  private String withPolicyElsewhere() {
    Hosted before = Organisation.add(pair, "Moved from").active(Organisation.TESTING);
    dns.remove(before.policyHost());
    dns.remove("_mta-sts." + before.domain());
    dns.set(before.policyHost(), "A", pair.deployment().edge(1).host());
    dns.set("_mta-sts." + before.domain(), "TXT", "v=STSv1; id=20250101;");
    return before.domain();
  }
}
