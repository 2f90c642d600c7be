package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Words by which somebody finds a domain among others. */
@ExtendWith(Chromium.class)
class TagsTest {
  private final Pair pair = SharedPair.get();
  private final Organisation owners = Organisation.add(pair, "Taggers");
  private final Browser browser;

  TagsTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void a_domain_is_tagged_and_found_by_its_tag() {
    Hosted first = owners.added();
    Hosted second = owners.added();
    try (Person person = Person.at(browser, pair).signIn(owners.token())) {
      tag(person, first, "Mail, customer-a");
      assertThat(person.page().locator(".domains .rows .tag"))
          .hasText(new String[] {"customer-a", "mail"});
      person.page().locator("select[name=tag]").selectOption("mail");
      assertThat(person.page().locator(".domains .rows tr")).hasCount(1);
      assertThat(person.page().locator(".domains .rows")).containsText(first.domain());

      person.openDomain(second);
      open(person, second);
      person.button("mail").click();
      person.button("Save tags").click();
      assertThat(person.page().locator("p.tags .tag")).hasText("mail");
    }
  }

  /** One that is wrong is refused in the page's words, and what was typed stays. */
  private static void tag(Person person, Hosted hosted, String text) {
    open(person, hosted);
    person.page().getByLabel("Tags, separated by commas").fill("-");
    person.button("Save tags").click();
    assertThat(person.dialog().getByRole(AriaRole.ALERT)).containsText("not allowed");
    person.page().getByLabel("Tags, separated by commas").fill(text);
    person.button("Save tags").click();
    assertThat(person.dialog()).hasCount(0);
  }

  private static void open(Person person, Hosted hosted) {
    person.button("Actions for " + hosted.domain()).click();
    person
        .page()
        .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Edit tags"))
        .click();
  }
}
