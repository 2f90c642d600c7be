package net.hostedmtasts.controlplane.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SiteTest {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern KEY = Pattern.compile("^  '([^']+)':", Pattern.MULTILINE);
  // A name, and nothing that is asked for.
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final int HEAVIEST = 150 * 1024;

  private static final Site SITE = Site.ofClassPath();

  @Test
  void the_policy_names_the_hash_of_the_import_map_in_the_document() {
    Matcher map = IMPORT_MAP.matcher(SITE.document().text());
    assertThat(map.find()).isTrue();
    String hash = SiteFile.sha256(map.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(SITE.contentSecurityPolicy())
        .contains("script-src 'self' 'sha256-" + hash + "'")
        .doesNotContain("unsafe");
  }

  @Test
  void the_document_asks_for_nothing_that_is_not_served() {
    Matcher reference = REFERENCE.matcher(SITE.document().text());
    assertThat(reference.results().map(one -> one.group(1)).toList())
        .isNotEmpty()
        .isSubsetOf(SITE.files().keySet());
  }

  @Test
  void no_file_has_an_inline_style_or_asks_another_host() {
    assertThat(SITE.files())
        .allSatisfy(
            (path, file) ->
                assertThat(path.startsWith("/page/") ? file.text().replace(SVG, "") : "")
                    .doesNotContain(" style=", "http://", "//cdn")
                    .doesNotContainPattern("(?:src|href|fetch\\()=?[\"'`]https:"));
  }

  @Test
  void the_whole_page_is_light() {
    int compressed =
        SITE.files().values().stream().mapToInt(file -> file.compressed().length).sum()
            + SITE.document().compressed().length;
    assertThat(compressed).isLessThan(HEAVIEST);
  }

  @Test
  void every_language_has_the_same_sentences() {
    assertThat(keys("/text/de.js")).isNotEmpty().isEqualTo(keys("/text/en.js"));
  }

  private static Set<String> keys(String ending) {
    String text =
        SITE.files().entrySet().stream()
            .filter(one -> one.getKey().endsWith(ending))
            .findFirst()
            .orElseThrow()
            .getValue()
            .text();
    return KEY.matcher(text).results().map(one -> one.group(1)).collect(Collectors.toSet());
  }
}
