package net.hostedmtasts.controlplane.overview;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Services.execute;
import static net.hostedmtasts.controlplane.Services.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.Services;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The columns, orders and filters of the Domain Overview. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class DomainListTest {
  private static final String DOMAINS = "/api/v1/domains";

  private String admin = "";

  /** The same time twice, and none at all. */
  @BeforeEach
  void domains() {
    admin = newTenant();
    as(admin)
        .body(Map.of("domains", List.of("a.example", "b.example", "c.example", "d.example")))
        .post(DOMAINS + "/bulk")
        .then()
        .statusCode(200);
    know("a.example", "ERROR", "enforce", "2026-12-01", "2026-11-24 05:00:00.000001Z");
    know("b.example", "ACTIVE", "testing", "2027-02-01", "2026-11-24 04:00Z");
    know("c.example", "ACTIVE", "enforce", "2027-02-01", "2026-11-24 05:00:00.000001Z");
  }

  private String id(String name) {
    return text(
        "select id from hosted_domain where name = '"
            + name
            + "' and tenant_id = (select tenant_id from hosted_domain h where h.label = '"
            + as(admin).get(DOMAINS + "/" + name).then().extract().path("label")
            + "')");
  }

  private void know(String name, String status, String mode, String notAfter, String checked) {
    String id = id(name);
    execute(
        String.format(
            "update hosted_domain set status = '%s', mode = '%s', pending = false where id = '%s'",
            status, mode, id));
    execute(
        String.format(
            "insert into domain_check (domain_id, checked_at, mx_covered, errors, warnings, infos)"
                + " values ('%s', '%s', %b, 1, 2, 3)",
            id, checked, status.equals("ACTIVE")));
    UUID certificate = UUID.randomUUID();
    execute(
        String.format(
            "insert into certificate (id, policy_host, serial, chain, sealed_key, key_id, authority,"
                + " not_before, not_after, renew_at, newest, created_at) values ('%s', 'mta-sts.%s',"
                + " '%s', '', '', '', 'test', now(), '%s', now() + interval '1 year', false, now())",
            certificate, name, certificate, notAfter));
    execute(
        String.format(
            "insert into publication (id, topic, key, domain_id, revision, served, body,"
                + " observed_revision) values (gen_random_uuid(), 'mta-sts.certificates', '%s', '%s',"
                + " 1, true, '%s', 1)",
            certificate, id, certificate));
  }

  /** All names, read in pages of {@code limit}. */
  private List<String> names(String query, int limit) {
    List<String> names = new ArrayList<>();
    @Nullable String after = null;
    do {
      var page =
          as(admin)
              .get(DOMAINS + "?limit=" + limit + query + (after == null ? "" : "&after=" + after))
              .then()
              .statusCode(200)
              .extract();
      names.addAll(page.path("items.name"));
      after = page.path("next");
    } while (after != null);
    return names;
  }

  @Test
  void a_domain_is_listed_with_all_that_is_known_of_it() {
    as(admin)
        .get(DOMAINS + "?limit=1")
        .then()
        .body("items[0].status", equalTo("error"))
        .body("items[0].mode", equalTo("enforce"))
        .body("items[0].mx_covered", equalTo(false))
        .body("items[0].certificate_not_after", equalTo("2026-12-01T00:00:00Z"))
        .body("items[0].last_check_at", equalTo("2026-11-24T05:00:00.000001Z"))
        .body("items[0].findings", equalTo(Map.of("error", 1, "warning", 2, "info", 3)))
        .body("items[0].tags", equalTo(List.of()));
  }

  @Test
  void what_is_not_known_of_a_domain_is_left_out() {
    as(admin)
        .get(DOMAINS + "/d.example")
        .then()
        .statusCode(200)
        .body("mode", nullValue())
        .body("mx_covered", nullValue())
        .body("certificate_not_after", nullValue())
        .body("last_check_at", nullValue())
        .body("findings", equalTo(Map.of("error", 0, "warning", 0, "info", 0)));
  }

  @ParameterizedTest(name = "by {0}: {1}")
  @CsvSource({
    "name, a b c d",
    "-name, d c b a",
    "status, a b c d",
    "-status, d b c a",
    "certificate_not_after, a b c d",
    "-certificate_not_after, b c a d",
    "last_check_at, b a c d",
    "-last_check_at, a c b d",
  })
  void a_listing_is_in_its_order_however_it_is_cut_into_pages(String sort, String order) {
    List<String> expected = List.of(order.replaceAll("([a-d])", "$1.example").split(" "));
    for (int limit = 1; limit <= 4; limit++) {
      assertThat(names("&sort=" + sort, limit)).as("pages of " + limit).isEqualTo(expected);
    }
  }

  @Test
  void a_cursor_of_another_order_is_refused() {
    String next = as(admin).get(DOMAINS + "?limit=1").then().extract().path("next");
    assertThat(as(admin).get(DOMAINS + "?sort=status&after=" + next).statusCode()).isEqualTo(400);
    assertThat(as(admin).get(DOMAINS + "?sort=colour").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "status=error, a",
    "status=error&status=inactive, a d",
    "mode=enforce, a c",
    "mode=enforce&mode=testing, a b c",
    "mode=enforce&status=active, c",
    "tag=shop, b c",
    "tag=shop&tag=eu, c",
    "tag=SHOP&q=b, b",
  })
  void a_listing_is_narrowed_by_status_mode_tag_and_name(String query, String left) {
    tag("b.example", "shop");
    tag("c.example", "eu", "shop");
    assertThat(names("&" + query, 10))
        .containsExactly(left.replaceAll("([a-d])", "$1.example").split(" "));
  }

  private void tag(String name, String... tags) {
    as(admin)
        .body(Map.of("tags", List.of(tags)))
        .put(DOMAINS + "/" + name + "/tags")
        .then()
        .statusCode(200)
        .body("tags", equalTo(List.of(tags)));
  }

  @Test
  void tags_are_replaced_and_counted_for_each_tenant() {
    tag("b.example", "shop");
    tag("c.example", "eu", "shop");
    tag("b.example", "eu");
    assertThat(
            as(admin)
                .get("/api/v1/tags")
                .then()
                .statusCode(200)
                .extract()
                .<List<Map<String, Object>>>path("items"))
        .containsExactly(Map.of("tag", "eu", "domains", 2), Map.of("tag", "shop", "domains", 1));
    String next = as(admin).get("/api/v1/tags?limit=1").then().extract().path("next");
    as(admin)
        .get("/api/v1/tags?limit=1&after=" + next)
        .then()
        .body("items.tag", equalTo(List.of("shop")))
        .body("next", nullValue());
    as(newTenant()).get("/api/v1/tags").then().body("items", equalTo(List.of()));
  }

  @Test
  void a_thousand_domains_are_listed_in_pages_of_200_each_of_them_once() {
    as(admin)
        .body(
            Map.of(
                "domains",
                IntStream.range(0, 996).mapToObj(number -> "n" + number + ".example").toList()))
        .post(DOMAINS + "/bulk")
        .then()
        .statusCode(200);
    assertThat(names("&sort=-last_check_at", 200)).hasSize(1000).doesNotHaveDuplicates();
  }
}
