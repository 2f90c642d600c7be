package net.hostedmtasts.e2e.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.hostedmtasts.e2e.pair.Health;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.junit.jupiter.api.Test;

/** The rules for Prometheus, as Prometheus itself understands them. */
class AlertsTest {
  private static final Path ALERTS = Manifests.ROOT.resolve("alerts.yaml");
  private static final Path SCENARIOS = Path.of("src", "test", "resources", "alerts-test.yaml");

  /** A metric in an expression; words such as max and and have no braces behind them. */
  private static final Pattern METRIC = Pattern.compile("[a-z][a-z0-9_]*\\{[^}]*\\}");

  private static final int SECONDS = 60;

  @Test
  void prometheus_takes_the_rules() throws Exception {
    assertThat(promtool("check", "rules", ALERTS.toString())).contains("SUCCESS");
  }

  @Test
  void an_alert_comes_at_a_quarter_and_at_a_tenth_of_the_life_left_and_goes_with_the_cause()
      throws Exception {
    assertThat(promtool("test", "rules", SCENARIOS.toString())).contains("SUCCESS");
  }

  @Test
  void every_alert_has_a_scenario() throws IOException {
    Set<String> tried =
        elements(StrictYaml.tree(Files.readString(SCENARIOS)).path("tests")).stream()
            .flatMap(test -> elements(test.path("alert_rule_test")).stream())
            .filter(look -> !look.path("exp_alerts").isEmpty())
            .map(look -> look.path("alertname").asText())
            .collect(Collectors.toSet());

    assertThat(rules())
        .extracting(rule -> rule.path("alert").asText())
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(tried).contains(alert));
  }

  @Test
  void every_metric_of_a_rule_is_one_that_a_control_plane_shows() throws IOException {
    Pair pair = SharedPair.get();
    List<String> shown = Health.metrics(pair.deployment().controlPlane(1));

    for (JsonNode rule : rules()) {
      String expression = rule.path("expr").asText();
      List<String> metrics =
          METRIC.matcher(expression).results().map(found -> found.group()).toList();
      assertThat(metrics).as(expression).isNotEmpty();
      assertThat(metrics)
          .allSatisfy(metric -> assertThat(shown).anyMatch(line -> line.startsWith(metric + " ")));
    }
  }

  private static List<JsonNode> rules() throws IOException {
    return elements(StrictYaml.tree(Files.readString(ALERTS)).path("groups")).stream()
        .flatMap(group -> elements(group.path("rules")).stream())
        .toList();
  }

  private static List<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static List<String> command(String... arguments) {
    return Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
  }
}
