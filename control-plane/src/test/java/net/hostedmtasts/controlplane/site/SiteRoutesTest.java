package net.hostedmtasts.controlplane.site;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.DecoderConfig.decoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import net.hostedmtasts.controlplane.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class SiteRoutesTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/sign-in", "/account", "/domains/example.com"})
  void every_address_of_the_page_is_the_same_document_that_is_asked_for_again(String address) {
    String tag =
        given()
            .get(address)
            .then()
            .statusCode(200)
            .contentType("text/html")
            .header("Cache-Control", equalTo("no-cache"))
            .header("Content-Security-Policy", containsString("default-src 'self'"))
            .body(containsString("<mta-app>"))
            .extract()
            .header("ETag");
    given().header("If-None-Match", tag).get(address).then().statusCode(304);
  }

  @Test
  void files_carry_a_version_and_are_kept_for_ever() {
    String own = module("/page/[0-9a-f]+/app\\.js");
    String library = module("/_static/lit/[0-9.]+/index\\.js");
    for (String path : new String[] {own, library}) {
      given()
          .get(path)
          .then()
          .statusCode(200)
          .contentType("text/javascript")
          .header("Cache-Control", containsString("immutable"))
          .header("Content-Encoding", equalTo("gzip"))
          .header("X-Content-Type-Options", equalTo("nosniff"));
      given()
          .head(path)
          .then()
          .statusCode(200)
          .header("Cache-Control", containsString("immutable"));
    }
  }

  /** RFC 9110, section 12.5.3: a weight of 0 means "not acceptable". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"identity|", "gzip;q=0|", "br, gzip|gzip", "GZIP;q=0.5|gzip", "br|"})
  void a_file_is_compressed_for_who_takes_it(String accepted, String coding) {
    given()
        // Its decoders would ask for gzip by themselves.
        .config(config().decoderConfig(decoderConfig().noContentDecoders()))
        .header("Accept-Encoding", accepted)
        .get(module("/page/[0-9a-f]+/app\\.js"))
        .then()
        .statusCode(200)
        .header("Content-Encoding", coding == null ? nullValue() : equalTo(coding));
  }

  @Test
  void another_version_is_not_there() {
    given().get("/page/0000000000000000/app.js").then().statusCode(404);
  }

  private static String module(String pattern) {
    String document = given().get("/").then().extract().asString();
    String found =
        document
            .lines()
            .map(line -> line.replaceAll(".*href=\"([^\"]+)\".*", "$1"))
            .filter(path -> path.matches(pattern))
            .findFirst()
            .orElse("");
    assertThat(found).isNotEmpty();
    return found;
  }
}
