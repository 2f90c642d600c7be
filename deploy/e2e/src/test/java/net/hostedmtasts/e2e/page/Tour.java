package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.function.Consumer;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;

/** Every page of the service in every state, one after another. */
record Tour(
    Organisation full,
    Organisation empty,
    Hosted active,
    Hosted broken,
    Hosted verifying,
    Hosted inactive) {
  // As an old link within the page: other paths are not the page's, and the service answers them.
  private static final String UNKNOWN_PATH =
      "history.pushState(null, '', '/nothing'); dispatchEvent(new PopStateEvent('popstate'))";

  /** Makes domains in all states. */
  static Tour prepare(Pair pair) {
    Organisation full = Organisation.add(pair, "Example Mail Ltd");
    Organisation empty = Organisation.add(pair, "Newly Founded Ltd");
    Hosted active = full.active(Organisation.TESTING);
    Hosted broken = full.active(Organisation.TESTING);
    pair.deployment().ownerDns().set(broken.policyHost(), "CNAME", "www.elsewhere.test.");
    full.api().send("POST", "/api/v1/domains/" + broken.domain() + "/checks", "").expect(202);
    tag(full, active, "\"customer-a\", \"mail\"");
    tag(full, broken, "\"mail\"");
    return new Tour(full, empty, active, broken, full.enabled(Organisation.TESTING), full.added());
  }

  private static void tag(Organisation owners, Hosted hosted, String tags) {
    owners
        .api()
        .send("PUT", "/api/v1/domains/" + hosted.domain() + "/tags", "{\"tags\": [" + tags + "]}")
        .expect(200);
  }

  /** Goes through all of it; {@code look} is called with the name of each stop. */
  void take(Person person, Consumer<String> look) {
    signIn(person, look);
    overview(person, look);
    domains(person, look);
    dialogs(person, look);
    others(person, look);
  }

  private void signIn(Person person, Consumer<String> look) {
    person.page().navigate("/");
    assertThat(person.heading("Sign in")).isVisible();
    look.accept("sign-in");
    person.page().getByLabel("Access token").fill("mtasts_wrong");
    person.button("Sign in").click();
    assertThat(person.page().getByRole(AriaRole.ALERT)).isVisible();
    look.accept("sign-in-refused");
    person.signIn(full.token());
  }

  private void overview(Person person, Consumer<String> look) {
    assertThat(person.page().locator(".domains .rows")).containsText(active.domain());
    look.accept("overview");
    person.page().getByRole(AriaRole.SEARCHBOX).fill("nowhere");
    assertThat(person.page().getByText("No domain fits")).isVisible();
    look.accept("overview-nothing-fits");
    person.button("Show all domains").click();
    person.button("Add domains").click();
    Locator list = person.page().getByLabel("Domains, one on each line");
    list.fill(active.domain() + "\nno..name");
    look.accept("bulk-add");
    person.button("Add").click();
    assertThat(person.dialog().locator(".bulk-results li")).hasCount(2);
    look.accept("bulk-add-results");
    person.button("Done").click();
  }

  private void domains(Person person, Consumer<String> look) {
    person.openDomain(active).awaitStatus("Active");
    look.accept("domain-active");
    person.openDomain(broken).awaitStatus("Error");
    look.accept("domain-error");
    person.openDomain(verifying).awaitStatus("Verifying");
    look.accept("domain-verifying");
    person.openDomain(inactive).awaitStatus("Inactive");
    look.accept("domain-inactive");
    person.page().navigate("/domains/unknown.example");
    assertThat(person.page().getByText("This domain is not here")).isVisible();
    look.accept("domain-unknown");
  }

  private void dialogs(Person person, Consumer<String> look) {
    person.openDomain(active).page().locator("#mode-enforce").check();
    look.accept("domain-unsaved");
    person.button("Review changes").click();
    assertThat(person.button("Save policy")).isVisible();
    look.accept("review-enforce");
    person.button("Back").click();
    person.button("Discard changes").click();
    person.button("Disable MTA-STS…").click();
    look.accept("disable");
    person.button("Cancel").click();
    Locator menu = person.button("Actions for " + active.domain());
    menu.click();
    look.accept("gear-menu");
    entry(person, "DMARC monitoring").click();
    assertThat(person.dialog().getByRole(AriaRole.SWITCH)).isVisible();
    look.accept("dmarc");
    person.button("Done").click();
    menu.click();
    entry(person, "Delete domain").click();
    look.accept("delete");
    person.button("Cancel").click();
  }

  private static Locator entry(Person person, String name) {
    return person.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name));
  }

  private void others(Person person, Consumer<String> look) {
    person.page().navigate("/account");
    assertThat(person.page().locator("mta-audit")).containsText(active.domain());
    look.accept("account");
    person.page().evaluate(UNKNOWN_PATH);
    assertThat(person.page().locator("main h1")).isVisible();
    look.accept("unknown-page");
    person.button("Sign out").click();
    assertThat(person.heading("Sign in")).isVisible();
    person.signIn(empty.token());
    assertThat(person.page().getByText("No domains yet")).isVisible();
    look.accept("overview-empty");
  }
}
