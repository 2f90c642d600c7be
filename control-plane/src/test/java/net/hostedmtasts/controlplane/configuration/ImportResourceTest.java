package net.hostedmtasts.controlplane.configuration;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.problem;
import static net.hostedmtasts.controlplane.configuration.OwnerDnsService.moving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Issue 4, "Moving in": a policy that another host serves is the start here. */
@QuarkusTest
@Tag("service")
@TestProfile(WithOwnerDns.class)
class ImportResourceTest {
  private static final Duration TXT_TTL = Duration.ofDays(2);
  private static final String HOST = "127.0.0.2";

  private static DomainOwner withPolicyElsewhere(int number) {
    DomainOwner owner = DomainOwner.monitored(moving(number));
    owner.mx("10 mx1.mail.example", "20 mx2.mail.example");
    owner.dns.set("mta-sts." + owner.name, "A", HOST);
    owner.dns.set("_mta-sts." + owner.name, "TXT", TXT_TTL, List.of("v=STSv1; id=20250101;"));
    return owner;
  }

  private static ValidatableResponse save(DomainOwner owner, String etag) {
    return as(owner.token).header("If-Match", etag).post(owner.path + "/import").then();
  }

  @Test
  void an_existing_policy_is_shown_and_offered_and_nothing_is_changed() {
    DomainOwner owner = withPolicyElsewhere(0);
    owner
        .get("/mta-sts/import")
        .statusCode(200)
        .body("texts", contains("v=STSv1; id=20250101;"))
        .body("mode", equalTo("enforce"))
        .body("max_age", equalTo(2_592_000))
        .body("mx", contains("*.mail.example"))
        .body("faults", empty())
        .body("offered.mode", equalTo("enforce"))
        .body("offered.max_age", equalTo(2_592_000))
        .body("offered.mx.source", equalTo("pinned"))
        .body("offered.mx.patterns", contains("*.mail.example"))
        .body("carries_enforce", equalTo(true));
    owner
        .get("/mta-sts")
        .header("ETag", equalTo("\"0\""))
        .body("status", equalTo("inactive"))
        .body("mode", nullValue());
    owner.get("/mta-sts/ledger").body("items", empty());
  }

  @Test
  void an_enforce_policy_that_covers_the_live_mx_is_carried_over_without_a_week_of_testing() {
    DomainOwner owner = withPolicyElsewhere(1);
    save(owner, "\"0\"")
        .statusCode(200)
        .header("ETag", equalTo("\"1\""))
        .body("status", equalTo("verifying"))
        .body("mode", equalTo("enforce"))
        .body("mx.patterns", contains("*.mail.example"));
    owner.get("/mta-sts/versions").body("items.action", contains("imported"));
    as(owner.token)
        .get("/api/v1/audit?domain=" + owner.name)
        .then()
        .body("items[0].action", equalTo("mta-sts-imported"))
        .body("items[0].details.acknowledged", equalTo("enforce-early " + owner.name));
  }

  /** Resolvers lead senders to the old host as long as they keep its records. */
  @Test
  void what_senders_hold_of_the_old_policy_enters_the_ledger_with_the_ttl_of_its_records() {
    DomainOwner owner = withPolicyElsewhere(2);
    save(owner, "\"0\"").statusCode(200);
    ValidatableResponse ledger = owner.get("/mta-sts/ledger");
    ledger
        .body("items.revision", contains(0))
        .body("items[0].mode", equalTo("enforce"))
        .body("items[0].max_age", equalTo(2_592_000))
        .body("items[0].published_at", notNullValue())
        .body("items[0].held_until", nullValue())
        .body("items[0].reason", containsString("another host"));
    Instant until = Instant.parse(ledger.extract().path("enforced_until"));
    assertThat(Duration.between(Instant.now(), until))
        .isBetween(Duration.ofDays(32).minusMinutes(5), Duration.ofDays(32));
  }

  @Test
  void an_enforce_policy_that_leaves_out_a_live_mx_begins_with_testing_and_is_still_held() {
    DomainOwner owner = withPolicyElsewhere(3);
    owner.mx("10 mx1.mail.example", "20 mx.elsewhere.example");
    owner
        .get("/mta-sts/import")
        .body("offered.mode", equalTo("testing"))
        .body("carries_enforce", equalTo(false));
    save(owner, "\"0\"").statusCode(200).body("mode", equalTo("testing"));
    owner.get("/mta-sts/ledger").body("enforced_until", notNullValue());
  }

  /** RFC 8461, section 3.1: without a record senders do not look, but may hold the policy. */
  @Test
  void a_policy_without_its_record_is_shown_with_the_fault_and_not_carried_over() {
    DomainOwner owner = withPolicyElsewhere(4);
    owner.dns.remove("_mta-sts." + owner.name);
    owner
        .get("/mta-sts/import")
        .statusCode(200)
        .body("texts", empty())
        .body("faults.kind", hasItem("no-record"))
        .body("carries_enforce", equalTo(false));
  }

  @Test
  void a_policy_host_with_ipv6_alone_is_read() {
    DomainOwner owner = withPolicyElsewhere(5);
    owner.dns.remove("mta-sts." + owner.name);
    owner.dns.set("mta-sts." + owner.name, "AAAA", "::1");
    owner.get("/mta-sts/import").statusCode(200).body("mode", equalTo("enforce"));
  }

  @Test
  void where_ipv4_does_not_answer_the_policy_is_read_over_ipv6() {
    DomainOwner owner = withPolicyElsewhere(6);
    owner.dns.set("mta-sts." + owner.name, "A", "127.0.0.3");
    owner.dns.set("mta-sts." + owner.name, "AAAA", "::1");
    owner.get("/mta-sts/import").statusCode(200).body("mode", equalTo("enforce"));
  }

  /** DESIGN, "Looking at the outside world": one address that is not global refuses them all. */
  @Test
  void a_policy_host_of_which_one_address_is_private_is_not_connected_to() {
    DomainOwner owner = withPolicyElsewhere(7);
    owner.dns.set("mta-sts." + owner.name, "AAAA", "fd00::1");
    problem(owner.get("/mta-sts/import"), Reason.NOTHING_TO_IMPORT);
  }

  @Test
  void without_a_policy_there_is_nothing_to_import() {
    DomainOwner owner = withPolicyElsewhere(8);
    owner.dns.remove("mta-sts." + owner.name);
    problem(owner.get("/mta-sts/import"), Reason.NOTHING_TO_IMPORT)
        .body("faults.kind", contains("no-policy"));
    problem(save(owner, "\"0\""), Reason.NOTHING_TO_IMPORT);
  }

  @Test
  void what_this_service_serves_is_not_imported() {
    DomainOwner owner = withPolicyElsewhere(9);
    owner.dns.remove("mta-sts." + owner.name);
    owner.dns.delegate(
        owner.name, Map.of("mta-sts." + owner.name, "label.policy.mta-sts-host.test"));
    problem(owner.get("/mta-sts/import"), Reason.NOTHING_TO_IMPORT)
        .body("detail", containsString("lead to this service already"));
  }

  @Test
  void an_import_is_held_to_the_rules_of_a_change() {
    DomainOwner owner = withPolicyElsewhere(10);
    problem(as(owner.token).post(owner.path + "/import").then(), Reason.PRECONDITION_REQUIRED);
    problem(save(owner, "\"7\""), Reason.STALE_VERSION);
    as(owner.token).body("{\"enabled\": false}").put(owner.domain + "/dmarc-monitoring");
    problem(save(owner, "\"0\""), Reason.DMARC_MONITORING_REQUIRED);
    owner.get("/mta-sts").header("ETag", equalTo("\"0\"")).body("mode", nullValue());
    owner.get("/mta-sts/ledger").body("items", empty());
  }

  @Test
  void a_later_import_of_a_longer_policy_counts() {
    DomainOwner owner = withPolicyElsewhere(11);
    save(owner, "\"0\"").statusCode(200);
    Services.execute(
        "update held_policy set max_age = 60, replaced_at = now(), held_until = now()"
            + " where domain_id = (select id from hosted_domain where name = '"
            + owner.name
            + "')");
    save(owner, "*").statusCode(200);
    owner
        .get("/mta-sts/ledger")
        .body("items[0].max_age", equalTo(2_592_000))
        .body("items[0].held_until", nullValue());
  }
}
