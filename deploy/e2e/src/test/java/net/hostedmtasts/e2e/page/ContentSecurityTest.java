package net.hostedmtasts.e2e.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody could get into the page does nothing there (Content Security Policy Level 3). */
@ExtendWith(Chromium.class)
class ContentSecurityTest {
  // Each of them sets window.ran, or asks another host, where it is let.
  private static final String INJECT =
      """
      async () => {
        const blocked = [];
        document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        const box = document.createElement('div');
        box.innerHTML = '<button onclick="window.ran = true"></button><p style="color: red"></p>';
        document.body.append(box);
        box.querySelector('button').click();
        const image = new Image();
        image.src = 'http://127.0.0.2:9/image.png';
        await fetch('http://127.0.0.2:9/').catch(() => {});
        while (blocked.length < 5) {
          await new Promise(requestAnimationFrame);
        }
        return blocked.sort();
      }
      """;

  private final Pair pair = SharedPair.get();
  private final Browser browser;

  ContentSecurityTest(Browser browser) {
    this.browser = browser;
  }

  @Test
  void what_is_injected_does_not_run_and_asks_no_other_host() {
    try (BrowserContext context = browser.newContext()) {
      context.setDefaultTimeout(Chromium.LIMIT);
      Page page = context.newPage();
      page.navigate(pair.deployment().controlPlane(1).api("/").toString());

      Assertions.assertThat((List<?>) page.evaluate(INJECT))
          .map(Object::toString)
          .containsExactly(
              "connect-src", "img-src", "script-src-attr", "script-src-elem", "style-src-attr");
      Assertions.assertThat(page.evaluate("window.ran ?? false")).isEqualTo(false);
    }
  }
}
