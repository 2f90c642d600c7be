package net.hostedmtasts.controlplane.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleGraphTest {
  private static final ImportMap MAP =
      new ImportMap(
          new TreeMap<>(Map.of("lit", "/_static/lit/3/index.js", "lit/", "/_static/lit/3/")));

  @ParameterizedTest
  @CsvSource({
    "lit, /_static/lit/3/index.js",
    "lit/directives/keyed.js, /_static/lit/3/directives/keyed.js",
    "lit-html,",
    "little,"
  })
  void a_name_is_found_whole_or_by_its_beginning_up_to_a_slash(String name, String path) {
    assertThat(MAP.path(name).orElse(null)).isEqualTo(path);
  }

  @Test
  void the_graph_holds_libraries_that_only_other_libraries_import() {
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    ModuleGraph graph = ModuleGraph.from("/page/app.js", ImportMap.ofClassPath(classes), classes);
    assertThat(graph.files().keySet())
        .contains("/page/element.js", "/page/text/de.js")
        .anyMatch(path -> path.startsWith("/_static/reactive-element/"))
        .noneMatch(path -> path.contains("/development/"));
  }
}
