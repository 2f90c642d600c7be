package net.hostedmtasts.controlplane.check;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Issue 4, "Checks": at once when a person asks, and at most every ten seconds per domain. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class CheckResourceTest {
  private String token = "";

  @BeforeEach
  void tenant() {
    token = newTenant();
  }

  private String domain() {
    String name = "d" + UUID.randomUUID() + ".example";
    as(token).body("{\"name\": \"" + name + "\"}").post("/api/v1/domains").then().statusCode(201);
    return "/api/v1/domains/" + name;
  }

  private ValidatableResponse check(String domain) {
    return as(token).post(domain + "/checks").then();
  }

  @Test
  void a_second_check_within_ten_seconds_is_refused_and_says_when_to_come_again() {
    String domain = domain();
    check(domain).statusCode(202);
    String again =
        problem(check(domain), Reason.CHECKED_A_MOMENT_AGO).extract().header("Retry-After");
    assertThat(Integer.parseInt(again)).isBetween(1, 11);
    as(token).get(domain + "/checks").then().statusCode(200);
  }

  @Test
  void one_domain_does_not_hold_up_another() {
    check(domain()).statusCode(202);
    check(domain()).statusCode(202);
  }

  /** It reads the row without its lock: written back, it would undo a change of that moment. */
  @Test
  void a_check_that_finds_nothing_new_does_not_write_the_domain() {
    String domain = domain();
    String row =
        "hosted_domain where name = '" + domain.substring(domain.lastIndexOf('/') + 1) + "'";
    String before = Services.text("select cast(xmin as text) from " + row);
    check(domain).statusCode(202);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Services.count(
                        "domain_check where checked_at is not null and domain_id in (select id from "
                            + row
                            + ")")
                    == 1);
    assertThat(Services.text("select cast(xmin as text) from " + row)).isEqualTo(before);
  }
}
