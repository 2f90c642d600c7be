package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import org.assertj.core.api.Assertions;

/**
 * Somebody at the page, with a browser profile of their own. Closing it checks what the page never
 * does: it asks no other host, breaks no Content-Security-Policy, and throws nothing.
 */
final class Person implements AutoCloseable {
  private static final String TELL_VIOLATIONS =
      """
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error('Content Security Policy: ' + event.violatedDirective + ' ' + event.blockedURI));
      """;

  // What the API refuses the page shows; the browser writes it to its console too.
  private static final Pattern REFUSED = Pattern.compile("^Failed to load resource.*");

  private final String base;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();

  private Person(Browser browser, Pair pair, Browser.NewContextOptions options) {
    this.base = pair.deployment().controlPlane(1).api("/").toString();
    this.context = browser.newContext(options.setBaseURL(base).setLocale("en-GB"));
    context.setDefaultTimeout(Chromium.LIMIT);
    context.addInitScript(TELL_VIOLATIONS);
    context.onRequest(request -> asked(request.url()));
    context.onConsoleMessage(this::wrote);
    context.onWebError(thrown -> faults.add("threw " + thrown.error()));
    this.page = context.newPage();
  }

  static Person at(Browser browser, Pair pair) {
    return new Person(browser, pair, new Browser.NewContextOptions().setViewportSize(1280, 900));
  }

  /** The same with another window and theme. */
  static Person at(Browser browser, Pair pair, int width, int height, ColorScheme theme) {
    return new Person(
        browser,
        pair,
        new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(theme));
  }

  private void asked(String url) {
    if (!url.startsWith(base) && !url.startsWith("blob:" + base)) {
      faults.add("asked another host: " + url);
    }
  }

  private void wrote(ConsoleMessage message) {
    if (message.type().equals("error") && !REFUSED.matcher(message.text()).matches()) {
      faults.add("wrote " + message.text());
    }
  }

  Page page() {
    return page;
  }

  /** Opens the page and signs in. */
  Person signIn(String token) {
    page.navigate("/");
    page.getByLabel("Access token").fill(token);
    button("Sign in").click();
    assertThat(heading("Domains")).isVisible();
    return this;
  }

  Person openDomain(Hosted hosted) {
    page.navigate("/domains/" + hosted.domain());
    assertThat(heading(hosted.domain())).isVisible();
    assertThat(badge()).isVisible();
    return this;
  }

  /** A button whose whole name this is. */
  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The first heading of the page. */
  Locator heading(String text) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1).setName(text).setExact(true));
  }

  /** The status of the domain at the top of its page. */
  Locator badge() {
    return page.locator(".badge-large");
  }

  Locator dialog() {
    return page.locator("dialog");
  }

  Person awaitStatus(String status) {
    assertThat(badge()).hasText(status);
    return this;
  }

  @Override
  public void close() {
    context.close();
    Assertions.assertThat(faults).isEmpty();
  }
}
