package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main path with the keyboard alone (WCAG 2.2, success criterion 2.1.1). */
@ExtendWith(Chromium.class)
class KeyboardTest {
  private static final int MOST_STOPS = 60;

  private final Pair pair = SharedPair.get();
  private final Browser browser;

  KeyboardTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void from_sign_in_to_active_without_a_mouse() {
    Organisation owners = Organisation.add(pair, "Keyboard");
    String name = owners.domainInDns();
    try (Person person = Person.at(browser, pair)) {
      Keyboard keys = person.page().keyboard();
      person.page().navigate("/");
      tabTo(person, person.page().getByLabel("Access token"));
      keys.type(owners.token());
      keys.press("Enter");

      assertThat(person.page().getByText("No domains yet")).isVisible();
      tabTo(person, person.button("Add domains").first());
      keys.press("Enter");
      assertThat(person.page().getByLabel("Domains, one on each line")).isFocused();
      keys.type(name);
      tabTo(person, person.button("Add"));
      keys.press("Enter");

      assertThat(person.heading(name)).isFocused();
      the_menu_opens_and_closes(person, keys, name);
      owners.delegate(owners.api().hosted(name));
      tabTo(person, person.button("Review and enable"));
      keys.press("Enter");
      assertThat(person.button("Enable MTA-STS")).isEnabled();
      tabTo(person, person.button("Enable MTA-STS"));
      keys.press("Enter");
      person.awaitStatus("Active");
    }
  }

  private static void the_menu_opens_and_closes(Person person, Keyboard keys, String name) {
    Locator menu = person.button("Actions for " + name);
    tabTo(person, menu);
    keys.press("Enter");
    Locator entries = person.page().getByRole(AriaRole.MENUITEM);
    assertThat(entries.first()).isFocused();
    keys.press("ArrowDown");
    assertThat(entries.nth(1)).isFocused();
    keys.press("Escape");
    assertThat(entries).hasCount(0);
    assertThat(menu).isFocused();
  }

  /** Goes on from stop to stop, as somebody does who looks where the focus is. */
  private static void tabTo(Person person, Locator wanted) {
    assertThat(wanted).isEnabled();
    for (int stop = 0; stop < MOST_STOPS; stop++) {
      if ((Boolean) wanted.evaluate("element => element === document.activeElement")) {
        return;
      }
      person.page().keyboard().press("Tab");
    }
    Assertions.fail("Tab never comes to " + wanted);
  }
}
