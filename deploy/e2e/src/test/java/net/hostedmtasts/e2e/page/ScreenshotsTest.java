package net.hostedmtasts.e2e.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pictures of every page and state, for people to look at: deploy/screenshots.sh. */
@ExtendWith(Chromium.class)
@EnabledIfSystemProperty(named = "screenshots", matches = "true")
class ScreenshotsTest {
  private static final String TOO_WIDE = "document.documentElement.scrollWidth > innerWidth";
  private static final Path FOLDER = Path.of("target", "screenshots");

  private final Pair pair = SharedPair.get();
  private final Browser browser;

  ScreenshotsTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void every_page_is_pictured_on_desktop_and_phone_and_in_the_dark() {
    Tour tour = Tour.prepare(pair);
    take(tour, "desktop", 1280, ColorScheme.LIGHT);
    take(tour, "phone", 360, ColorScheme.LIGHT);
    take(tour, "dark", 1280, ColorScheme.DARK);
    Assertions.assertThat(FOLDER.resolve("dark").resolve("account.png"))
        .matches(Files::isRegularFile);
  }

  private void take(Tour tour, String kind, int width, ColorScheme theme) {
    List<String> tooWide = new ArrayList<>();
    try (Person person = Person.at(browser, pair, width, 900, theme)) {
      tour.take(
          person,
          place -> {
            picture(person, FOLDER.resolve(kind).resolve(place + ".png"));
            if ((Boolean) person.page().evaluate(TOO_WIDE)) {
              tooWide.add(kind + " " + place);
            }
          });
    }
    Assertions.assertThat(tooWide).isEmpty();
  }

  private static void picture(Person person, Path file) {
    boolean whole = person.dialog().count() == 0;
    if (whole) {
      // What sticks to the window's edge would be pictured where it is now.
      person.page().evaluate("scrollTo(0, 0)");
    }
    person.page().screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(whole));
  }
}
