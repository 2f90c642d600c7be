package net.hostedmtasts.controlplane.notification;

import static io.restassured.RestAssured.given;
import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.problem;
import static net.hostedmtasts.controlplane.Services.execute;
import static net.hostedmtasts.controlplane.Services.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.notification.TestMailServer.Taken;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.session.Browser;
import net.hostedmtasts.controlplane.session.PersonBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mails to members, over SMTP on loopback. */
@QuarkusTest
@Tag("service")
@TestProfile(WithMail.class)
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class NotificationTest {
  private static final String NOTIFICATIONS = "/api/v1/notifications";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private String token;
  private String tenant;
  private String domain;
  private UUID person;
  private UUID member;
  private String address;
  private Browser browser;

  @BeforeEach
  void a_member_with_a_domain() {
    WithMail.Server.get().refuse(0);
    token = newTenant();
    domain = "d" + UUID.randomUUID() + ".example";
    as(token).body(Map.of("name", domain)).post("/api/v1/domains").then().statusCode(201);
    tenant = text("select tenant_id from hosted_domain where name = '" + domain + "'");
    person = PersonBrowser.person("ada");
    address = "ada-" + person + "@example.com";
    member = PersonBrowser.member(person, tenant, "viewer", false);
    browser = PersonBrowser.signIn(person, tenant);
  }

  private ValidatableResponse choose(boolean enabled, List<String> types, String language) {
    return browser
        .page()
        .body(
            Map.of("email", Map.of("enabled", enabled, "event_types", types, "language", language)))
        .put(NOTIFICATIONS)
        .then();
  }

  private void happens(String type, String data) {
    execute(
        "insert into domain_event (domain_id, tenant_id, at, type, data) select id, tenant_id,"
            + (" now(), '" + type + "', '" + data + "' from hosted_domain where name = '")
            + domain
            + "'");
  }

  private void becomesError() {
    happens(
        "status",
        "{\"status\": \"error\", \"from\": \"active\", \"findings\":"
            + " [{\"code\": \"mx-not-covered\", \"subject\": \"mx.example.com\"}]}");
  }

  private List<Taken> mails(int number) {
    await().atMost(LIMIT).until(() -> WithMail.Server.get().to(address).size() >= number);
    return WithMail.Server.get().to(address);
  }

  @Test
  void a_member_chooses_and_is_told_at_the_address_of_the_sign_in() {
    becomesError();
    browser
        .page()
        .get(NOTIFICATIONS)
        .then()
        .statusCode(200)
        .body("email.available", equalTo(true))
        .body("email.address", equalTo(address))
        .body("email.enabled", equalTo(false));
    choose(true, List.of("status"), "en").statusCode(200).body("email.enabled", equalTo(true));
    happens("mx-widened", "{\"hosts\": [\"mx9.example.com\"]}");
    becomesError();

    Taken mail = mails(1).get(0);

    assertThat(mail.header("Subject")).isEqualTo(domain + ": the status has changed");
    assertThat(mail.header("From")).contains("mta-sts@example.net");
    assertThat(mail.header("Content-Type")).startsWith("text/plain");
    assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(unfolded(mail))
        .contains("active -> error")
        .contains("mx-not-covered: mx.example.com")
        .contains("https://mta-sts.example.net/domains/" + domain)
        .contains("https://mta-sts.example.net/account");
    // What happened before, and what was not chosen, is not told.
    assertThat(text("select count(*) from notification_mail where domain = '" + domain + "'"))
        .isEqualTo("1");
    assertThat(text("select events from notification_mail where domain = '" + domain + "'"))
        .isEqualTo("1");
  }

  /** Quoted-printable (RFC 2045, section 6.7) breaks lines. */
  private static String unfolded(Taken mail) {
    return mail.text().replace("=\n", "").replace("=3D", "=");
  }

  @Test
  void german_is_spoken_to_whoever_chose_it() {
    choose(true, List.of("delegation-lost"), "de")
        .statusCode(200)
        .body("email.language", equalTo("de"));
    happens("delegation-lost", "{\"findings\": []}");
    assertThat(unfolded(mails(1).get(0))).contains("Mehr dazu: https://mta-sts.example.net/");
  }

  @Test
  void within_an_hour_there_is_one_mail_about_one_kind_and_the_rest_is_gathered() {
    choose(true, List.of("status", "mx-widened"), "en").statusCode(200);
    becomesError();
    mails(1);
    becomesError();
    becomesError();
    happens("mx-widened", "{\"hosts\": [\"mx9.example.com\"]}");
    // Another kind goes at once.
    assertThat(mails(2))
        .extracting(mail -> mail.header("Subject"))
        .contains(domain + ": the policy lists another MX host");
    String gathering =
        "select coalesce(max(events), 0) from notification_mail where state = 'gathering'"
            + " and type = 'status' and domain = '"
            + domain
            + "'";
    await().atMost(LIMIT).until(() -> text(gathering).equals("2"));
    assertThat(
            text(
                "select next_at > now() + interval '50 minutes' from notification_mail"
                    + " where state = 'gathering' and domain = '"
                    + domain
                    + "'"))
        .isEqualTo("t");
    execute(
        "update notification_mail set next_at = now() where state = 'gathering' and domain = '"
            + domain
            + "'");
    Taken gathered = mails(3).get(2);
    assertThat(unfolded(gathered).split("active -> error", -1)).hasSize(3);
  }

  @Test
  void who_has_had_many_mails_gets_one_about_several_domains() {
    choose(true, List.of("status"), "en").statusCode(200);
    execute(
        "insert into notification_mail (id, member_id, domain, type, state, lines, events,"
            + " created_at, next_at, closed_at, tries, claim) select gen_random_uuid(), '"
            + member
            + "', 'd' || n || '.example', 'status', 'sent', array['-'], 1, now(), now(), now(), 1, 1"
            + " from generate_series(1, 20) n");
    becomesError();
    Taken mail = mails(1).get(0);
    assertThat(mail.header("Subject")).isEqualTo("Several domains: the status has changed");
    assertThat(unfolded(mail))
        .contains("UTC  " + domain + "  active -> error")
        .contains("More about it: https://mta-sts.example.net/\n");
    becomesError();
    String gathering =
        "select coalesce(max(events), 0) from notification_mail where state = 'gathering'"
            + " and domain = '' and member_id = '"
            + member
            + "'";
    await().atMost(LIMIT).until(() -> text(gathering).equals("1"));
  }

  @Test
  void a_mail_that_the_server_does_not_take_now_is_sent_later() {
    WithMail.Server.get().refuse(2);
    choose(true, List.of("status"), "en").statusCode(200);
    becomesError();
    assertThat(mails(1)).hasSize(1);
    await()
        .atMost(LIMIT)
        .until(
            () ->
                text("select state || tries from notification_mail where domain = '" + domain + "'")
                    .equals("sent3"));
  }

  /** RFC 8058, section 3.1. */
  @Test
  void one_click_ends_it_and_looking_at_the_link_does_not() {
    choose(true, List.of("status"), "en").statusCode(200);
    becomesError();
    String link = mails(1).get(0).header("List-Unsubscribe");
    assertThat(link).startsWith("<https://mta-sts.example.net/api/v1/unsubscribe/").endsWith(">");
    String path = link.substring("<https://mta-sts.example.net".length(), link.length() - 1);

    given().get(path).then().statusCode(200).body(containsString("<form method=\"post\">"));
    browser.page().get(NOTIFICATIONS).then().body("email.enabled", equalTo(true));
    given()
        .contentType("application/x-www-form-urlencoded")
        .body("List-Unsubscribe=One-Click")
        .post(path)
        .then()
        .statusCode(200);
    browser.page().get(NOTIFICATIONS).then().body("email.enabled", equalTo(false));
  }

  @Test
  void who_is_no_member_any_more_gets_nothing() {
    choose(true, List.of("status"), "en").statusCode(200);
    as(token).delete("/api/v1/members/" + member).then().statusCode(204);
    assertThat(
            text(
                "select count(*) from notification_subscription where member_id = '"
                    + member
                    + "'"))
        .isEqualTo("0");
  }

  @Test
  void mail_goes_to_a_verified_address_or_to_none() {
    execute("update person set email = null where id = '" + person + "'");
    problem(choose(true, List.of("status"), "en"), Reason.NO_VERIFIED_ADDRESS);
    choose(false, List.of("status"), "en").statusCode(200).body("email.address", nullValue());
  }

  @Test
  void a_token_has_no_mailbox() {
    problem(as(token).get(NOTIFICATIONS).then(), Reason.PERSON_REQUIRED);
  }
}
