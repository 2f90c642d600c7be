package net.hostedmtasts.controlplane.webhook;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.newToken;
import static net.hostedmtasts.controlplane.Api.problem;
import static net.hostedmtasts.controlplane.Services.count;
import static net.hostedmtasts.controlplane.Services.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.sealing.EncryptionKey;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedRows;
import net.hostedmtasts.controlplane.sealing.TestKeys;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks at the API. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
// JUnit and the container fill the fields.
@SuppressWarnings("NullAway.Init")
class WebhookResourceTest {
  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final String URL = "https://hooks.example.com/mta-sts";

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Inject OwnTransaction transactions;
  @Inject Secrets secrets;
  @Inject @Any Instance<SealedRows> all;

  @ConfigProperty(name = "certificates.key-encryption-key-file")
  String keyFile;

  private String admin = "";

  @BeforeEach
  void tenant() {
    admin = newTenant();
  }

  private ValidatableResponse created() {
    return as(admin).body(Map.of("url", URL)).post(WEBHOOKS).then().statusCode(201);
  }

  private String id() {
    return created().extract().path("id");
  }

  @Test
  void a_webhook_shows_its_secret_once_and_tells_all_but_findings() {
    String secret =
        created()
            .header("Location", containsString(WEBHOOKS + "/"))
            .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
            .body("enabled", equalTo(true))
            .body(
                "event_types",
                equalTo(
                    List.of(
                        "status",
                        "mx-widened",
                        "mx-not-covered",
                        "delegation-lost",
                        "certificate-at-risk",
                        "wind-down-finished")))
            .extract()
            .path("secret");
    String listed =
        as(admin)
            .get(WEBHOOKS)
            .then()
            .statusCode(200)
            .body("items", hasSize(1))
            .body("items[0].secret", nullValue())
            .extract()
            .asString();
    assertThat(listed).doesNotContain(secret);
    String key = secret.substring("whsec_".length());
    assertThat(count("webhook_secret where sealed_key like '%" + key + "%'")).isZero();
    // Some URLs are secrets as well; the audit log is for everybody in the tenant.
    assertThat(text("select string_agg(details::text, '') from audit_entry"))
        .doesNotContain(key)
        .contains("hooks.example.com")
        .doesNotContain("https://hooks.example.com");
  }

  @Test
  void the_answer_to_a_repeated_creation_has_no_secret() {
    String key = UUID.randomUUID().toString();
    Map<String, String> request = Map.of("url", URL);
    String id =
        as(admin)
            .header("Idempotency-Key", key)
            .body(request)
            .post(WEBHOOKS)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    problem(
            as(admin).header("Idempotency-Key", key).body(request).post(WEBHOOKS).then(),
            Reason.SECRET_SHOWN_ONCE)
        .body("id", equalTo(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hooks.example.com/",
        "https://hooks.example.com:25/",
        "https://hooks.example.com:80/",
        "https://hooks.example.com:65536/",
        "https://user:secret@hooks.example.com/",
        "https://hooks.example.com/#fragment",
        "https://93.184.216.34/",
        "https://[2606:2800:220:1::1]/",
        "https://127.0.0.1:8443/",
        "http://127.0.0.1:8080/",
        "https://localhost:8443/",
        "https://hooks/",
        "https:///path",
        "ftp://hooks.example.com/",
        "hooks.example.com",
        "https://hooks.example.com/a b",
        ""
      })
  void an_address_that_no_stranger_may_give_is_refused(String url) {
    problem(as(admin).body(Map.of("url", url)).post(WEBHOOKS).then(), Reason.INVALID_VALUE)
        .body("field", equalTo("/url"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example.com",
        "https://HOOKS.example.com:443/x?y=z%20",
        "https://hooks.example.com:8443/",
        "https://xn--bcher-kva.example/"
      })
  void an_address_of_a_named_host_is_taken(String url) {
    as(admin)
        .body(Map.of("url", url))
        .post(WEBHOOKS)
        .then()
        .statusCode(201)
        .body("url", equalTo(url));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                   | INVALID_VALUE   | /url
          {"url": "https://hooks.example.com/", "event_types": []}             | INVALID_VALUE   | /event_types
          {"url": "https://hooks.example.com/", "event_types": ["ping"]}       | INVALID_VALUE   | /event_types/0
          {"url": "https://hooks.example.com/", "description": "a\\u0000"}     | INVALID_VALUE   | /description
          {"url": "https://hooks.example.com/", "secret": "whsec_AAAA"}        | INVALID_REQUEST | /secret
          """)
  void a_bad_webhook_is_refused_with_its_field(String body, Reason reason, String field) {
    problem(as(admin).body(body).post(WEBHOOKS).then(), reason).body("field", equalTo(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "write"})
  void only_admins_see_webhooks(String scope) {
    String token = newToken(admin, scope);
    problem(as(token).get(WEBHOOKS).then(), Reason.INSUFFICIENT_SCOPE);
    problem(as(token).body(Map.of("url", URL)).post(WEBHOOKS).then(), Reason.INSUFFICIENT_SCOPE);
  }

  @Test
  void a_tenant_has_a_limited_number_of_webhooks() {
    for (int i = 0; i < 20; i++) {
      created();
    }
    problem(as(admin).body(Map.of("url", URL)).post(WEBHOOKS).then(), Reason.WEBHOOK_LIMIT);
  }

  @Test
  void a_change_is_made_from_the_version_that_was_seen() {
    String path = WEBHOOKS + "/" + id();
    String etag = as(admin).get(path).then().statusCode(200).extract().header("ETag");
    problem(
        as(admin).body(Map.of("enabled", false)).patch(path).then(), Reason.PRECONDITION_REQUIRED);
    String next =
        as(admin)
            .header("If-Match", etag)
            .body(Map.of("description", "pager", "event_types", List.of("status", "status")))
            .patch(path)
            .then()
            .statusCode(200)
            .header("ETag", not(equalTo(etag)))
            .body("description", equalTo("pager"))
            .body("url", equalTo(URL))
            .body("event_types", equalTo(List.of("status")))
            .extract()
            .header("ETag");
    problem(
        as(admin).header("If-Match", etag).body(Map.of("enabled", false)).patch(path).then(),
        Reason.STALE_VERSION);
    as(admin)
        .header("If-Match", next)
        .body(Map.of("enabled", false))
        .patch(path)
        .then()
        .statusCode(200)
        .body("enabled", equalTo(false));
  }

  @Test
  void two_secrets_are_valid_after_a_rotation_until_the_older_one_is_dropped() {
    String path = WEBHOOKS + "/" + id();
    for (int i = 0; i < 2; i++) {
      as(admin)
          .post(path + "/secret")
          .then()
          .statusCode(201)
          .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
          .body("previous_secret_valid_until", notNullValue());
    }
    assertThat(count("webhook_secret where webhook_id = '" + path.substring(17) + "'"))
        .isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      as(admin).delete(path + "/previous-secret").then().statusCode(204);
    }
    as(admin).get(path).then().body("previous_secret_valid_until", nullValue());
    assertThat(count("webhook_secret where webhook_id = '" + path.substring(17) + "'")).isOne();
  }

  @Test
  void a_secret_goes_on_to_open_when_the_key_encryption_key_is_replaced(@TempDir Path folder) {
    ValidatableResponse made = created();
    UUID id = UUID.fromString(made.extract().path("id"));
    String rows = "webhook_secret where webhook_id = '" + id + "' and key_id = '";
    EncryptionKey present = EncryptionKey.read(Path.of(keyFile), "the key");
    EncryptionKey next = TestKeys.key(folder, 7);
    sealAgain(next, present);
    assertThat(count(rows + next.id() + "'")).isOne();
    sealAgain(present, next);
    assertThat(count(rows + present.id() + "'")).isOne();
    List<SigningSecret> opened =
        transactions
            .run(
                session ->
                    session
                        .find(Webhook.class, id)
                        .chain(webhook -> secrets.valid(session, webhook)))
            .await()
            .atMost(LIMIT);
    assertThat(opened)
        .extracting(SigningSecret::text)
        .containsExactly(made.extract().<String>path("secret"));
  }

  private void sealAgain(EncryptionKey present, EncryptionKey replaced) {
    SealedRows rows = Secrets.kept(new KeyEncryption(List.of(present, replaced)));
    transactions.run(session -> rows.sealSomeAgain(session, 10_000)).await().atMost(LIMIT);
  }

  @Test
  void every_table_with_sealed_secrets_is_sealed_anew_with_a_new_key() {
    String tables =
        text(
            "select string_agg(table_name, ' ') from information_schema.columns where"
                + " table_schema = 'public' and column_name = 'sealed_key'");
    assertThat(all.stream().map(SealedRows::table)).contains(tables.split(" ", -1));
  }

  @Test
  void one_ping_waits_at_a_time() {
    String path = WEBHOOKS + "/" + id();
    String location =
        as(admin)
            .post(path + "/ping")
            .then()
            .statusCode(201)
            .body("type", equalTo("ping"))
            .body("state", equalTo("waiting"))
            .extract()
            .header("Location");
    as(admin)
        .get(location.substring(location.indexOf("/api/")))
        .then()
        .statusCode(200)
        .body("payload", containsString("\"type\":\"ping\""));
    as(admin).get(path + "/deliveries").then().statusCode(200).body("items", hasSize(1));
  }

  @Test
  void what_was_deleted_is_gone_with_its_secrets_and_deliveries() {
    String path = WEBHOOKS + "/" + id();
    as(admin).post(path + "/ping").then().statusCode(201);
    as(admin).delete(path).then().statusCode(204);
    problem(as(admin).get(path).then(), Reason.NOT_FOUND);
    problem(as(admin).get(path + "/deliveries").then(), Reason.NOT_FOUND);
    String webhook = path.substring(17);
    assertThat(count("webhook_secret where webhook_id = '" + webhook + "'")).isZero();
    assertThat(count("webhook_delivery where webhook_id = '" + webhook + "'")).isZero();
    as(admin)
        .get("/api/v1/audit")
        .then()
        .body("items.action", equalTo(List.of("webhook-deleted", "webhook-created")));
  }
}
