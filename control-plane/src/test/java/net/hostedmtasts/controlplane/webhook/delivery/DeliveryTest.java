package net.hostedmtasts.controlplane.webhook.delivery;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Services.execute;
import static net.hostedmtasts.controlplane.Services.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.controlplane.webhook.Verifier;
import net.hostedmtasts.controlplane.webhook.delivery.TestReceiver.Received;
import net.hostedmtasts.controlplane.webhook.delivery.TestReceiver.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events on their way to receivers on loopback. */
@QuarkusTest
@Tag("service")
@TestProfile(WithReceivers.class)
class DeliveryTest {
  private static final String WEBHOOKS = "/api/v1/webhooks/";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestReceiver receiver = TestReceiver.start(any -> Reply.of(204));
  private String admin = "";
  private String domain = "";

  @BeforeEach
  void a_tenant_with_a_domain() {
    admin = newTenant();
    domain = "d" + UUID.randomUUID() + ".example";
    as(admin).body(Map.of("name", domain)).post("/api/v1/domains").then().statusCode(201);
  }

  @AfterEach
  void nothing_is_left_waiting() {
    receiver.close();
    execute("delete from webhook");
  }

  private record Made(String id, String secret) {}

  private Made webhook(String url, String... types) {
    JsonPath made =
        as(admin)
            .body(Map.of("url", url, "event_types", types.length == 0 ? List.of("status") : types))
            .post(WEBHOOKS)
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    return new Made(made.getString("id"), made.getString("secret"));
  }

  private void happens(String type) {
    execute(
        "insert into domain_event (domain_id, tenant_id, at, type, data) select id, tenant_id,"
            + " now(), '"
            + type
            + "', '{\"status\": \"active\"}' from hosted_domain where name = '"
            + domain
            + "'");
  }

  private List<Map<String, Object>> deliveries(Made webhook) {
    return as(admin)
        .get(WEBHOOKS + webhook.id() + "/deliveries")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("items");
  }

  private Map<String, Object> awaited(Made webhook, String state) {
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              List<Map<String, Object>> all = deliveries(webhook);
              return !all.isEmpty()
                  && all.stream().allMatch(each -> state.equals(each.get("state")));
            });
    return deliveries(webhook).get(0);
  }

  private String change(Made webhook, Map<String, Object> change) {
    return as(admin)
        .header("If-Match", "*")
        .body(change)
        .patch(WEBHOOKS + webhook.id())
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void an_event_arrives_signed_and_as_standard_webhooks_says() throws Exception {
    happens("status");
    Made webhook = webhook(receiver.url());
    happens("findings");
    happens("status");

    Map<String, Object> delivery = awaited(webhook, "delivered");

    assertThat(receiver.received()).hasSize(1);
    Received received = receiver.received().get(0);
    assertThat(received.method()).isEqualTo("POST");
    assertThat(received.target()).isEqualTo("/hook?a=b");
    assertThat(received.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("user-agent", "hosted-mta-sts");
    assertThat(new Verifier(webhook.secret()).accepts(received.headers(), received.body()))
        .isTrue();
    long timestamp = Long.parseLong(received.headers().get("webhook-timestamp"));
    assertThat(Instant.ofEpochSecond(timestamp))
        .isBetween(Instant.now().minusSeconds(300), Instant.now());
    JsonNode body = JSON.readTree(received.body());
    assertThat(body.path("type").asText()).isEqualTo("status");
    assertThat(Instant.parse(body.path("timestamp").asText())).isBefore(Instant.now());
    assertThat(body.at("/data/domain").asText()).isEqualTo(domain);
    assertThat(body.at("/data/details/status").asText()).isEqualTo("active");
    assertThat(delivery)
        .containsEntry("message_id", received.id())
        .containsEntry("event_id", body.at("/data/id").asInt())
        .containsEntry("attempts", 1)
        .containsEntry("status_code", 204);
  }

  @Test
  void a_receiver_that_is_down_gets_the_same_message_when_it_is_up_again() {
    AtomicInteger left = new AtomicInteger(2);
    receiver.reply(
        any ->
            left.getAndDecrement() > 0
                ? new Reply(503, Map.of("Retry-After", "1"), "busy\u0007")
                : Reply.of(200));
    Made webhook = webhook(receiver.url());
    happens("status");

    Map<String, Object> delivery = awaited(webhook, "delivered");

    assertThat(delivery).containsEntry("attempts", 3);
    assertThat(receiver.received())
        .hasSize(3)
        .extracting(Received::id)
        .containsOnly(String.valueOf(delivery.get("message_id")));
    assertThat(receiver.received())
        .extracting(Received::body)
        .hasSameElementsAs(List.of(receiver.received().get(0).body()));
    assertThat(receiver.received())
        .allSatisfy(
            each ->
                assertThat(new Verifier(webhook.secret()).accepts(each.headers(), each.body()))
                    .isTrue());
    // One second each, as it asked for: the pauses are shorter.
    assertThat(
            Duration.between(
                Instant.parse(String.valueOf(delivery.get("created_at"))),
                Instant.parse(String.valueOf(delivery.get("last_attempt_at")))))
        .isGreaterThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "302, the receiver answered 302: redirects are not followed",
    "500, the receiver answered 500",
    "404, the receiver answered 404"
  })
  void after_the_last_pause_a_delivery_has_failed_and_may_be_tried_again(int status, String error) {
    try (TestReceiver other = TestReceiver.start(any -> Reply.of(200))) {
      receiver.reply(any -> new Reply(status, Map.of("Location", other.url()), "no\u0007pe"));
      Made webhook = webhook(receiver.url());
      happens("status");

      Map<String, Object> failed = awaited(webhook, "failed");

      assertThat(failed)
          .containsEntry("attempts", WithReceivers.ATTEMPTS)
          .containsEntry("status_code", status)
          .containsEntry("error", error)
          .containsEntry("answer", "no\uFFFDpe")
          .doesNotContainKey("next_attempt_at");
      assertThat(other.received()).isEmpty();
      assertThat(as(admin).get(WEBHOOKS + webhook.id()).jsonPath().getString("failing_since"))
          .isNotNull();

      receiver.reply(any -> Reply.of(200));
      as(admin)
          .post(WEBHOOKS + webhook.id() + "/deliveries/" + failed.get("id") + "/retry")
          .then()
          .statusCode(200);
      assertThat(awaited(webhook, "delivered"))
          .containsEntry("attempts", WithReceivers.ATTEMPTS + 1)
          .containsEntry("message_id", failed.get("message_id"));
      assertThat(as(admin).get(WEBHOOKS + webhook.id()).jsonPath().getString("failing_since"))
          .isNull();
    }
  }

  /** RFC 9110, section 15.5.11. */
  @Test
  void a_receiver_that_is_gone_is_told_no_more() {
    receiver.reply(any -> Reply.of(410));
    Made webhook = webhook(receiver.url());
    happens("status");
    assertThat(awaited(webhook, "failed")).containsEntry("attempts", 1);
    JsonPath now = as(admin).get(WEBHOOKS + webhook.id()).jsonPath();
    assertThat(now.getBoolean("enabled")).isFalse();
    assertThat(now.getString("disabled_because")).isEqualTo("gone");
    as(admin).get("/api/v1/audit").then().body("items.action", hasItem("webhook-disabled"));

    happens("status");
    receiver.reply(any -> Reply.of(200));
    change(webhook, Map.of("enabled", true));
    happens("status");
    await().atMost(LIMIT).until(() -> receiver.received().size() == 2);
    // What happened while it was disabled is not told.
    assertThat(deliveries(webhook)).hasSize(2);
  }

  @Test
  void what_the_old_receiver_says_does_not_disable_a_webhook_that_leads_elsewhere_since() {
    CountDownLatch changed = new CountDownLatch(1);
    receiver.reply(
        any -> {
          try {
            assertThat(changed.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Reply.of(410);
        });
    Made webhook = webhook(receiver.url());
    happens("status");
    await().atMost(LIMIT).until(() -> receiver.received().size() == 1);
    change(webhook, Map.of("url", receiver.url() + "/next"));
    receiver.reply(any -> Reply.of(200));
    changed.countDown();
    assertThat(awaited(webhook, "delivered")).containsEntry("attempts", 2);
  }

  @Test
  void a_webhook_with_nothing_but_failures_for_days_is_disabled() {
    receiver.reply(any -> Reply.of(500));
    Made webhook = webhook(receiver.url());
    happens("status");
    awaited(webhook, "failed");
    assertThat(as(admin).get(WEBHOOKS + webhook.id()).jsonPath().getBoolean("enabled")).isTrue();
    execute(
        "update webhook set failing_since = now() - interval '6 days' where id = '"
            + webhook.id()
            + "'");
    happens("status");
    await()
        .atMost(LIMIT)
        .until(
            () ->
                "failing"
                    .equals(
                        as(admin)
                            .get(WEBHOOKS + webhook.id())
                            .jsonPath()
                            .getString("disabled_because")));
    // Not by the first failure after days in which nothing was to be told.
    assertThat(deliveries(webhook)).extracting(one -> one.get("attempts")).containsOnly(4);
    as(admin)
        .get("/api/v1/audit")
        .then()
        .body("items.details.because", hasItem("failing"))
        .body("items.actor", hasItem("auto"));
  }

  @Test
  void what_waits_for_a_disabled_webhook_goes_on_when_it_is_enabled() {
    receiver.reply(any -> new Reply(503, Map.of("Retry-After", "3600"), ""));
    Made webhook = webhook(receiver.url());
    happens("status");
    await().atMost(LIMIT).until(() -> receiver.received().size() == 1);
    change(webhook, Map.of("enabled", false));
    receiver.reply(any -> Reply.of(200));
    String id = String.valueOf(awaited(webhook, "waiting").get("id"));
    as(admin).post(WEBHOOKS + webhook.id() + "/deliveries/" + id + "/retry").then().statusCode(200);
    // A ping is claimed after it, and arrives: what waits was passed over.
    as(admin).post(WEBHOOKS + webhook.id() + "/ping").then().statusCode(201);
    await().atMost(LIMIT).until(() -> receiver.received().size() == 2);
    assertThat(receiver.received().get(1).body()).contains("\"type\":\"ping\"");
    change(webhook, Map.of("enabled", true));
    awaited(webhook, "delivered");
  }

  @Test
  void a_ping_is_attempted_once() {
    receiver.reply(any -> Reply.of(500));
    Made webhook = webhook(receiver.url());
    as(admin).post(WEBHOOKS + webhook.id() + "/ping").then().statusCode(201);
    assertThat(awaited(webhook, "failed"))
        .containsEntry("attempts", 1)
        .containsEntry("type", "ping");
  }

  @Test
  void a_slow_receiver_fails_by_time_and_holds_no_other_up() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (TestReceiver slow =
        TestReceiver.start(
            any -> {
              try {
                var unused = over.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Reply.of(200);
            })) {
      Made held = webhook(slow.url());
      Made quick = webhook(receiver.url().replace("127.0.0.1", "localhost"));
      for (int i = 0; i < 12; i++) {
        happens("status");
      }
      awaited(quick, "delivered");
      assertThat(receiver.received()).hasSize(12);
      assertThat(deliveries(held)).noneMatch(each -> "delivered".equals(each.get("state")));
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  deliveries(held).stream()
                      .anyMatch(each -> "not finished in time".equals(each.get("error"))));
      over.countDown();
      // No more than its share came at the same time.
      assertThat(slow.received().size()).isLessThan(12);
    }
  }

  @Test
  void of_a_big_answer_the_beginning_is_kept() {
    receiver.reply(any -> new Reply(200, Map.of(), "x".repeat(1_000_000)));
    Made webhook = webhook(receiver.url());
    happens("status");
    assertThat(awaited(webhook, "delivered")).containsEntry("answer", "x".repeat(1_024) + "…");
  }

  @Test
  void two_secrets_sign_after_a_rotation_until_the_older_one_is_dropped() {
    Made webhook = webhook(receiver.url());
    String newer =
        as(admin)
            .post(WEBHOOKS + webhook.id() + "/secret")
            .then()
            .statusCode(201)
            .extract()
            .path("secret");
    happens("status");
    await().atMost(LIMIT).until(() -> receiver.received().size() == 1);
    Received both = receiver.received().get(0);
    assertThat(both.headers().get("webhook-signature")).contains(" ");
    assertThat(new Verifier(webhook.secret()).accepts(both.headers(), both.body())).isTrue();
    assertThat(new Verifier(newer).accepts(both.headers(), both.body())).isTrue();

    as(admin).delete(WEBHOOKS + webhook.id() + "/previous-secret").then().statusCode(204);
    happens("status");
    await().atMost(LIMIT).until(() -> receiver.received().size() == 2);
    Received one = receiver.received().get(1);
    assertThat(new Verifier(webhook.secret()).accepts(one.headers(), one.body())).isFalse();
    assertThat(new Verifier(newer).accepts(one.headers(), one.body())).isTrue();
  }

  /** As when an instance is killed after its attempt: what it could not note is made again. */
  @Test
  void what_an_instance_could_not_note_is_delivered_again_with_the_same_id() {
    AtomicInteger first = new AtomicInteger();
    receiver.reply(
        any -> {
          if (first.getAndIncrement() == 0) {
            execute(
                "update webhook_delivery set claim = claim + 1,"
                    + " claimed_until = now() + interval '1 second' where claimed_until is not null");
          }
          return Reply.of(200);
        });
    Made webhook = webhook(receiver.url());
    happens("status");
    assertThat(awaited(webhook, "delivered")).containsEntry("attempts", 1);
    assertThat(receiver.received()).hasSize(2);
    assertThat(receiver.received().get(0).id()).isEqualTo(receiver.received().get(1).id());
  }

  @Test
  void over_tls_the_certificate_is_judged_before_anything_is_sent() {
    try (TestReceiver good = TestReceiver.overTls(WithReceivers.AUTHORITY.valid("hooks.example"));
        TestReceiver wrong = TestReceiver.overTls(WithReceivers.AUTHORITY.valid("x.example"))) {
      Made webhook = webhook("https://hooks.example:" + good.port() + "/");
      Made refused = webhook("https://hooks.example:" + wrong.port() + "/");
      happens("status");
      awaited(webhook, "delivered");
      assertThat(good.received().get(0).headers())
          .containsEntry("host", "hooks.example:" + good.port());
      assertThat(awaited(refused, "failed"))
          .containsEntry("error", "its certificate is for other names");
      assertThat(wrong.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"private.example", "mixed.example"})
  void a_name_that_leads_into_a_private_network_is_not_asked(String host) {
    try (TestReceiver there = TestReceiver.overTls(WithReceivers.AUTHORITY.valid(host))) {
      Made webhook = webhook("https://" + host + ":" + there.port() + "/");
      happens("status");
      assertThat(awaited(webhook, "failed"))
          .containsEntry(
              "error",
              "its name has no address of the public Internet, or another address besides");
      assertThat(there.received()).isEmpty();
    }
  }

  @Test
  void many_events_arrive_each_once() {
    Made webhook = webhook(receiver.url());
    for (int i = 0; i < 60; i++) {
      happens("status");
    }
    await().atMost(LIMIT).until(() -> deliveries(webhook).size() == 50);
    await()
        .atMost(LIMIT)
        .until(
            () ->
                text("select count(*) from webhook_delivery where state = 'delivered'")
                    .equals("60"));
    assertThat(receiver.received()).hasSize(60).extracting(Received::id).doesNotHaveDuplicates();
  }
}
