package net.hostedmtasts.e2e.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An administrator and the webhooks of their organisation. */
@ExtendWith(Chromium.class)
class WebhookTest {
  private static final Pattern SECRET = Pattern.compile("^whsec_\\S+$");

  private final Pair pair = SharedPair.get();
  private final Organisation owners = Organisation.add(pair, "Called");
  private final AtomicInteger status = new AtomicInteger(503);
  private final Browser browser;
  private final HttpServer receiver;
  private final String url;

  WebhookTest(Browser browser) throws IOException {
    this.browser = browser;
    this.receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/mta-sts";
    receiver.createContext(
        "/",
        call -> {
          call.sendResponseHeaders(status.get(), -1);
          call.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  @Test
  void a_webhook_is_added_tried_mended_given_a_new_secret_and_deleted() {
    try (Person person = Person.at(browser, pair).signIn(owners.token())) {
      Locator webhooks = person.page().locator("mta-webhooks");
      add(person, webhooks);
      its_secret_is_shown_once(person, webhooks);

      choose(person, "Send a ping");
      Locator deliveries = webhooks.locator("mta-deliveries");
      assertThat(deliveries).containsText("Failed");
      assertThat(deliveries).containsText("answer 503");
      status.set(204);
      person.button("Send again: Ping").click();
      assertThat(deliveries).containsText("Delivered");
      person.button("Show what was sent: Ping").click();
      assertThat(deliveries.locator("pre").first()).containsText("\"type\": \"ping\"");

      choose(person, "New secret");
      its_secret_is_shown_once(person, webhooks);
      assertThat(webhooks).containsText("The secret before is valid until");

      person.page().onDialog(Dialog::accept);
      choose(person, "Delete");
      assertThat(webhooks).containsText("No webhooks yet.");
    }
  }

  private void add(Person person, Locator webhooks) {
    person.page().navigate("/account");
    assertThat(webhooks).containsText("No webhooks yet.");
    person.button("Add webhook").click();
    person.page().getByLabel("Address (https)").fill(url);
    person.dialog().locator(".button-primary").click();
    assertThat(person.dialog()).hasCount(0);
  }

  private static void its_secret_is_shown_once(Person person, Locator webhooks) {
    Locator secret = webhooks.locator(".notice pre");
    assertThat(secret).hasText(SECRET);
    person.button("I have copied it").click();
    assertThat(secret).hasCount(0);
  }

  private void choose(Person person, String action) {
    person.button("Actions for " + url).click();
    person.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(action)).click();
  }
}
