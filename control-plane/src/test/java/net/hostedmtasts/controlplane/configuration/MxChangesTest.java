package net.hostedmtasts.controlplane.configuration;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 4, "MX" and "Safe start", with the owner's own name servers and a resolver. */
@QuarkusTest
@Tag("service")
@TestProfile(WithOwnerDns.class)
class MxChangesTest {
  private DomainOwner owner;

  @BeforeEach
  void monitored() {
    owner = DomainOwner.monitored("d" + UUID.randomUUID() + ".example");
  }

  private String mx(int number) {
    return "mx" + number + "." + owner.name;
  }

  private ValidatableResponse drop(String host) {
    return as(owner.token).delete(owner.domain + "/mx/" + host).then();
  }

  @Test
  void before_anything_is_enabled_the_live_hosts_are_those_that_dns_names_now() {
    owner.mx("10 example-com.mail.protection.outlook.com", "20 " + mx(1));
    owner
        .get("/mx")
        .statusCode(200)
        .body("checked_at", notNullValue())
        .body("source", nullValue())
        .body("hosts.host", containsInAnyOrder("example-com.mail.protection.outlook.com", mx(1)))
        .body("hosts.find { it.provider }.provider", equalTo("Microsoft 365"))
        .body("hosts.find { it.provider }.pattern", equalTo("*.mail.protection.outlook.com"))
        .body("hosts.covered", contains(false, false))
        .body("following", empty());
  }

  @Test
  void the_live_hosts_of_an_enabled_domain_are_covered_or_not() {
    owner.mx("10 " + mx(1), "20 " + mx(2));
    owner.pinned("testing", mx(1)).statusCode(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                owner
                    .get("/mx")
                    .body("source", equalTo("pinned"))
                    .body("hosts.find { it.host == '" + mx(1) + "' }.covered", equalTo(true))
                    .body("hosts.find { it.host == '" + mx(2) + "' }.covered", equalTo(false)));
  }

  @Test
  void a_host_that_dns_names_cannot_be_dropped_and_one_that_has_gone_can() {
    owner.mx("10 " + mx(1), "20 " + mx(2));
    owner.auto("testing").statusCode(200).body("mx.hosts", containsInAnyOrder(mx(1), mx(2)));
    problem(drop(mx(2)), Reason.MX_IN_USE);
    problem(drop(mx(3)), Reason.NOT_FOUND);
    owner.mx("10 " + mx(1));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              as(owner.token).post(owner.domain + "/checks");
              owner
                  .get("/mx")
                  .body(
                      "following.find { it.host == '" + mx(2) + "' }.missing_since", notNullValue())
                  .body(
                      "following.find { it.host == '" + mx(2) + "' }.listed_until", notNullValue());
            });
    drop(mx(2))
        .statusCode(200)
        .body("following.host", contains(mx(1)))
        .body("warnings.code", contains("mx-removed"));
    owner.get("/mta-sts").body("mx.hosts", contains(mx(1)));
    owner.get("/mta-sts/versions").body("items[0].action", equalTo("followed"));
    problem(drop(mx(1)), Reason.MX_IN_USE);
  }

  /** RFC 7505, and INTEROP section 3: there is nothing to protect. */
  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "testing, auto",
    "testing, pinned",
    "enforce, pinned",
  })
  void a_domain_that_takes_no_mail_cannot_be_enabled(String mode, String source) {
    owner.mx("0 .");
    ValidatableResponse answer =
        source.equals("auto")
            ? owner.auto(mode)
            : owner.pinned(mode, "mx.example.com", "enforce-early", "mx-null");
    problem(answer, Reason.NULL_MX);
    owner.get("/mta-sts").body("status", equalTo("inactive"));
  }

  /** What was protected may always step back. */
  @Test
  void a_null_mx_keeps_no_policy_in_place() {
    owner.mx("10 " + mx(1));
    owner.pinned("enforce", mx(1), "enforce-early").statusCode(200);
    owner.mx("0 .");
    owner.pinned("testing", mx(1)).statusCode(200).body("mode", equalTo("testing"));
  }

  @Test
  void auto_is_refused_while_the_mx_hosts_are_not_known() {
    owner.dns.removeZone(owner.name);
    Services.execute(
        "update hosted_domain set status = 'VERIFYING' where name = '" + owner.name + "'");
    problem(owner.auto("testing"), Reason.MX_UNKNOWN).body("findings.code", notNullValue());
  }

  /** Nobody can tell whether it loses mail. */
  @Test
  void an_enforced_list_of_the_owners_needs_an_acknowledgement_while_the_mx_is_not_known() {
    owner.dns.removeZone(owner.name);
    Services.execute(
        "update hosted_domain set status = 'VERIFYING' where name = '" + owner.name + "'");
    String code =
        problem(
                owner.pinned("enforce", "mx.example.com", "enforce-early"),
                Reason.ACKNOWLEDGEMENT_REQUIRED)
            .body("field", equalTo("/acknowledge"))
            .extract()
            .path("findings[0].code");
    owner.pinned("enforce", "mx.example.com", "enforce-early", code).statusCode(200);
    owner.pinned("testing", "mx.example.com").statusCode(200);
  }

  @Test
  void an_enforced_list_that_leaves_out_a_live_host_is_refused_and_names_it() {
    owner.mx("10 " + mx(1), "20 " + mx(2));
    problem(owner.pinned("enforce", mx(1), "enforce-early"), Reason.MX_NOT_COVERED)
        .body("findings.subject", contains(mx(2)));
    owner.pinned("enforce", mx(1), "enforce-early", "mx-not-covered").statusCode(200);
  }

  /** What both sides agree on, auto lists by itself: there is nothing to acknowledge. */
  @Test
  void an_enforced_auto_list_takes_up_a_new_host_with_the_change() {
    owner.mx("10 " + mx(1));
    owner.auto("testing").statusCode(200).body("mx.hosts", contains(mx(1)));
    owner.mx("10 " + mx(1), "20 " + mx(2));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                owner
                    .auto("enforce", "enforce-early")
                    .statusCode(200)
                    .body("mx.hosts", containsInAnyOrder(mx(1), mx(2))));
  }

  @Test
  void after_a_week_of_testing_nothing_is_to_be_acknowledged() {
    owner.mx("10 " + mx(1));
    owner.auto("testing").statusCode(200);
    testingFor("6 days 23 hours");
    problem(owner.auto("enforce"), Reason.ACKNOWLEDGEMENT_REQUIRED)
        .body("findings.code", contains("enforce-early"));
    testingFor("7 days");
    owner.auto("enforce").statusCode(200).body("mode", equalTo("enforce"));
    owner.auto("testing").statusCode(200);
  }

  private void testingFor(String time) {
    Services.execute(
        "update hosted_domain set testing_since = now() - interval '"
            + time
            + "' where name = '"
            + owner.name
            + "'");
  }
}
