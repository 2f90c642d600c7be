package net.hostedmtasts.e2e.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/**
 * How somebody looks at the page.
 *
 * @param name of pictures
 * @param width of the window, in CSS pixels; a narrow one is a phone's
 * @param language {@code en} or {@code de}
 */
record View(String name, int width, ColorScheme theme, String language) {
  static final View DESKTOP = new View("desktop", 1280, ColorScheme.LIGHT, "en");
  static final View PHONE = new View("phone", 360, ColorScheme.LIGHT, "en");
  static final View DARK = new View("dark", 1280, ColorScheme.DARK, "en");
  static final View GERMAN = new View("german", 1280, ColorScheme.LIGHT, "de");
  static final View SMALL = new View("small", 320, ColorScheme.LIGHT, "en");
  static final View SMALL_DARK = new View("small-dark", 320, ColorScheme.DARK, "de");

  private static final int HEIGHT = 900;
  private static final int WIDEST_PHONE = 480;

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, HEIGHT)
        .setIsMobile(width <= WIDEST_PHONE)
        .setHasTouch(width <= WIDEST_PHONE)
        .setColorScheme(theme)
        .setLocale(language.equals("en") ? "en-GB" : "de-DE");
  }
}
