package net.hostedmtasts.e2e.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Pictures of every page and state, for people to look at: deploy/screenshots.sh. */
@ExtendWith(Chromium.class)
@EnabledIfSystemProperty(named = "screenshots", matches = "true")
class ScreenshotsTest {
  static final List<View> VIEWS =
      List.of(View.DESKTOP, View.PHONE, View.DARK, View.GERMAN, View.SMALL_DARK);
  private static final Path FOLDER = Path.of("target", "screenshots");

  private static @Nullable Tour tour;

  private final Pair pair = SharedPair.get();
  private final Browser browser;

  ScreenshotsTest(Browser browser) {
    this.browser = browser;
  }

  @ParameterizedTest
  @FieldSource("VIEWS")
  void every_page_is_pictured(View view) {
    List<String> tooWide = new ArrayList<>();
    try (Person person = Person.at(browser, pair, view)) {
      tour()
          .take(
              person,
              place -> {
                picture(person, FOLDER.resolve(view.name()).resolve(place + ".png"));
                if (person.tooWide()) {
                  tooWide.add(place);
                }
              });
    }
    Assertions.assertThat(tooWide).isEmpty();
    Assertions.assertThat(FOLDER.resolve(view.name()).resolve("account.png"))
        .matches(Files::isRegularFile);
  }

  private static synchronized Tour tour() {
    if (tour == null) {
      tour = Tour.prepare(SharedPair.get());
    }
    return tour;
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
