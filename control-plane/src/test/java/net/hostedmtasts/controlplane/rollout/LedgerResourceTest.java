package net.hostedmtasts.controlplane.rollout;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Issue 4, "Ledger": which revision may be held until when, and why. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class LedgerResourceTest {
  private String token = "";
  private final String name = "d" + UUID.randomUUID() + ".example";
  private final String path = "/api/v1/domains/" + name + "/mta-sts/ledger";

  @BeforeEach
  void add() {
    token = newTenant();
    as(token).body("{\"name\": \"" + name + "\"}").post("/api/v1/domains").then().statusCode(201);
  }

  private void held(long revision, String mode, String replaced, String until) {
    Services.execute(
        "insert into held_policy (domain_id, revision, mode, max_age, content_hash, published_at,"
            + " replaced_at, held_until) select id, %d, '%s', 86400, 'x', '2026-11-20 05:00Z', %s, %s"
                .formatted(revision, mode, replaced, until)
            + " from hosted_domain where name = '"
            + name
            + "'");
  }

  @Test
  void of_a_domain_that_never_served_anything_nothing_can_be_held() {
    as(token)
        .get(path)
        .then()
        .statusCode(200)
        .body("items", empty())
        .body("enforced_until", nullValue());
    problem(as(newTenant()).get(path).then(), Reason.UNKNOWN_DOMAIN);
  }

  @Test
  void each_revision_says_until_when_it_may_be_held_and_why() {
    held(0, "enforce", "'2026-11-20 06:00Z'", "'2999-11-21 06:00Z'");
    held(5, "enforce", "'2026-11-20 06:00Z'", "'2999-11-22 06:00Z'");
    held(7, "testing", "null", "null");
    as(token)
        .get(path)
        .then()
        .statusCode(200)
        .body("enforced_until", equalTo("2999-11-22T06:00:00Z"))
        .body("items.revision", contains(7, 5, 0))
        .body("items.mode", contains("testing", "enforce", "enforce"))
        .body("items[0].max_age", equalTo(86_400))
        .body("items[0].published_at", equalTo("2026-11-20T05:00:00Z"))
        .body("items[0].replaced_at", nullValue())
        .body("items[0].held_until", nullValue())
        .body("items[0].reason", containsString("It is served"))
        .body("items[1].replaced_at", equalTo("2026-11-20T06:00:00Z"))
        .body("items[1].held_until", equalTo("2999-11-22T06:00:00Z"))
        .body("items[1].reason", containsString("just before it was replaced"));
  }

  /** RFC 8461, section 5: only enforce makes mail wait. */
  @Test
  void a_policy_that_is_over_or_only_tests_is_not_enforced() {
    held(5, "enforce", "'2026-11-20 06:00Z'", "'2026-11-21 06:00Z'");
    held(7, "testing", "null", "null");
    as(token).get(path).then().body("enforced_until", nullValue());
  }
}
