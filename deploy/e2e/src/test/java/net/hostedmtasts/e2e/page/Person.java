package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final String TOO_WIDE =
      "document.documentElement.scrollWidth > document.documentElement.clientWidth";

  // The page's own sentence, once it speaks the person's language.
  private static final String SAY =
      """
      async ([language, key, values]) => {
        while (document.documentElement.lang !== language) {
          await new Promise(requestAnimationFrame);
        }
        const app = document.querySelector('script[type=module]').src;
        return (await import(app.replace('app.js', 'text.js'))).t(key, values);
      }
      """;

  // What the API refuses the page shows; the browser writes it to its console too.
  private static final Pattern REFUSED = Pattern.compile("^Failed to load resource.*");

  private final String base;
  private final String language;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();

  private Person(Browser browser, URI service, View view) {
    this.base = service.toString();
    this.language = view.language();
    this.context = browser.newContext(view.options().setBaseURL(base));
    context.setDefaultTimeout(Chromium.LIMIT);
    context.addInitScript(TELL_VIOLATIONS);
    context.onRequest(request -> asked(request.url()));
    context.onConsoleMessage(this::wrote);
    context.onWebError(thrown -> faults.add("threw " + thrown.error()));
    this.page = context.newPage();
  }

  static Person at(Browser browser, Pair pair) {
    return at(browser, pair, View.DESKTOP);
  }

  /** The same with another window, theme and language. */
  static Person at(Browser browser, Pair pair, View view) {
    return at(browser, pair.deployment().controlPlane(1).api("/"), view);
  }

  /** The same at another address of the service. */
  static Person at(Browser browser, URI service, View view) {
    return new Person(browser, service, view);
  }

  /** What the page says by this key, in the language of this person. */
  String say(String key) {
    return say(key, Map.of());
  }

  /** The same with its places filled. */
  String say(String key, Map<String, String> values) {
    return (String) page.evaluate(SAY, List.of(language, key, values));
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
    page.getByLabel(say("sign-in.token")).fill(token);
    button(say("sign-in")).click();
    assertThat(heading(say("overview.title"))).isVisible();
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

  /** The browser has no session any more; the page does not know yet. */
  void forgetSession() {
    context.clearCookies();
  }

  /** The first heading of the page. */
  Locator heading(String text) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1).setName(text).setExact(true));
  }

  /** The button of whatever this is the key of. */
  Locator press(String key) {
    return button(say(key));
  }

  /** Whether the page has to be pushed to and fro to be read. */
  boolean tooWide() {
    return (Boolean) page.evaluate(TOO_WIDE);
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
