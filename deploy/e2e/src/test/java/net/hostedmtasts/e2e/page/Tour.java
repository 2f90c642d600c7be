package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
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
    Hosted inactive,
    Hosted ending) {
  private static final String WEBHOOK = "https://hooks.example/mta-sts";

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
    calls(full);
    tag(full, active, "\"customer-a\", \"mail\"");
    tag(full, broken, "\"mail\"");
    Hosted ending = full.active(Organisation.ENFORCED);
    full.api().disable(ending);
    return new Tour(
        full, empty, active, broken, full.enabled(Organisation.TESTING), full.added(), ending);
  }

  /** With a delivery that never arrives: there is no such host. */
  private static void calls(Organisation owners) {
    String id =
        owners
            .api()
            .send("POST", "/api/v1/webhooks", "{\"url\": \"" + WEBHOOK + "\"}")
            .expect(201)
            .body()
            .path("id")
            .asText();
    owners.api().send("POST", "/api/v1/webhooks/" + id + "/ping", "").expect(201);
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
    assertThat(person.heading(person.say("sign-in"))).isVisible();
    look.accept("sign-in");
    person.page().getByLabel(person.say("sign-in.token")).fill("mtasts_wrong");
    person.press("sign-in").click();
    assertThat(person.page().getByRole(AriaRole.ALERT)).isVisible();
    look.accept("sign-in-refused");
    person.signIn(full.token());
  }

  private void overview(Person person, Consumer<String> look) {
    assertThat(person.page().locator(".domains .rows")).containsText(active.domain());
    look.accept("overview");
    person.page().getByRole(AriaRole.SEARCHBOX).fill("nowhere");
    assertThat(person.page().getByText(person.say("overview.nothing-fits"))).isVisible();
    look.accept("overview-nothing-fits");
    person.press("overview.show-all").click();
    person.press("overview.add").click();
    Locator list = person.page().getByLabel(person.say("bulk.label"));
    list.fill(active.domain() + "\nno..name");
    look.accept("bulk-add");
    person.press("bulk.add").click();
    assertThat(person.dialog().locator(".bulk-results li")).hasCount(2);
    look.accept("bulk-add-results");
    person.press("done").click();
  }

  private void domains(Person person, Consumer<String> look) {
    show(person, active, "active", look);
    show(person, broken, "error", look);
    show(person, verifying, "verifying", look);
    show(person, inactive, "inactive", look);
    show(person, ending, "inactive", ignored -> look.accept("domain-winding-down"));
    person.page().navigate("/domains/unknown.example");
    assertThat(person.page().getByText(person.say("domain.unknown"))).isVisible();
    look.accept("domain-unknown");
  }

  private static void show(Person person, Hosted hosted, String status, Consumer<String> look) {
    person.openDomain(hosted).awaitStatus(person.say("status." + status));
    look.accept("domain-" + status);
  }

  private void dialogs(Person person, Consumer<String> look) {
    person.openDomain(active).page().locator("#mode-enforce").check();
    look.accept("domain-unsaved");
    person.press("policy.review").click();
    assertThat(person.press("review.save")).isVisible();
    look.accept("review-enforce");
    person.press("review.back").click();
    person.press("policy.discard").click();
    person.press("disable.button").click();
    look.accept("disable");
    person.press("cancel").click();
    Locator menu = person.button(person.say("gear.of", Map.of("domain", active.domain())));
    menu.click();
    look.accept("gear-menu");
    entry(person, "gear.dmarc").click();
    assertThat(person.dialog().getByRole(AriaRole.SWITCH)).isVisible();
    look.accept("dmarc");
    person.press("done").click();
    menu.click();
    entry(person, "gear.tags").click();
    assertThat(person.dialog().locator(".known-tags")).isVisible();
    look.accept("tags");
    person.press("cancel").click();
    menu.click();
    entry(person, "gear.delete").click();
    look.accept("delete");
    person.press("cancel").click();
  }

  private static Locator entry(Person person, String key) {
    return person
        .page()
        .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(person.say(key)));
  }

  private void others(Person person, Consumer<String> look) {
    person.page().navigate("/account");
    assertThat(person.page().locator("mta-audit li").first()).isVisible();
    look.accept("account");
    person.press("webhooks.add").click();
    look.accept("webhook-add");
    person.press("cancel").click();
    person.button(person.say("webhooks.deliveries-of", Map.of("url", WEBHOOK))).click();
    assertThat(person.page().locator("mta-deliveries li").first()).isVisible();
    look.accept("account-deliveries");
    person.page().evaluate(UNKNOWN_PATH);
    assertThat(person.page().locator("main h1")).isVisible();
    look.accept("unknown-page");
    person.press("sign-out").click();
    assertThat(person.heading(person.say("sign-in"))).isVisible();
    person.signIn(empty.token());
    assertThat(person.page().getByText(person.say("overview.empty"))).isVisible();
    look.accept("overview-empty");
  }
}
