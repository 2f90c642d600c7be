package net.hostedmtasts.e2e.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.Edge;
import org.junit.jupiter.api.Test;

/**
 * TLS of an edge as testssl.sh sees it, a program of others that knows more weaknesses than we do.
 */
class EdgeTlsTest {
  private static final int LIMIT_MINUTES = 15;
  private static final boolean ALL = Boolean.getBoolean("long");
  private static final List<String> QUICK =
      List.of("--protocols", "--server-defaults", "--fs", "--server-preference");
  private static final Set<String> BAD =
      Set.of("LOW", "MEDIUM", "HIGH", "CRITICAL", "WARN", "FATAL");

  /** What is found and is no fault. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "engine_problem", "the scanner's own OpenSSL lacks GOST",
          "cert_revocation", "the local authority revokes nothing",
          "HSTS", "a sending MTA follows no link, and there is nothing but HTTPS",
          "security_headers", "they are for browsers",
          "secure_renego", "the scanner's own handshake fails; the extension is asserted");

  @Test
  void offers_nothing_old_weak_or_without_forward_secrecy() throws Exception {
    try (Pair pair = Pair.start("edge-tls", 2, settings -> settings)) {
      Hosted hosted = pair.activate().hosted();
      Map<String, JsonNode> seen = scan(pair, hosted);

      for (String old : List.of("SSLv2", "SSLv3", "TLS1", "TLS1_1")) {
        assertThat(text(seen, old)).as(old).startsWith("not offered");
      }
      assertThat(text(seen, "TLS1_2")).startsWith("offered");
      assertThat(text(seen, "TLS1_3")).startsWith("offered with final");
      assertThat(text(seen, "PFS")).startsWith("offered");
      assertThat(text(seen, "PFS_ciphers")).matches("[A-Z0-9_ -]+").doesNotContain("CBC");
      assertThat(text(seen, "PFS_ciphers").split(" ", -1))
          .allMatch(suite -> suite.contains("GCM") || suite.contains("CHACHA20"));
      assertThat(text(seen, "TLS_extensions")).contains("renegotiation info");
      assertThat(text(seen, "TLS_session_ticket")).startsWith("no ");
      assertThat(text(seen, "cert_chain_of_trust")).startsWith("passed");
      assertThat(text(seen, "certs_countServer")).isEqualTo("2");
      List<String> bad = new ArrayList<>();
      seen.forEach(
          (id, finding) -> {
            if (BAD.contains(finding.path("severity").asText()) && !KNOWN.containsKey(id)) {
              bad.add(id + ": " + finding.path("finding").asText());
            }
          });
      System.out.println(
          seen.size()
              + " findings of testssl.sh, of them bad: "
              + bad.size()
              + "; table in "
              + table(seen));
      assertThat(bad).isEmpty();
    }
  }

  private static Map<String, JsonNode> scan(Pair pair, Hosted hosted)
      throws IOException, InterruptedException {
    Edge edge = pair.edge(1).edge();
    Path result = pair.deployment().data().path().resolve("logs").resolve("testssl.json");
    List<String> command = new ArrayList<>(List.of("testssl"));
    command.addAll(
        List.of(
            "--quiet",
            "--color",
            "0",
            "--warnings",
            "off",
            "--nodns",
            "none",
            "--ip",
            edge.host(),
            "--add-ca",
            pair.deployment().data().authority().toString(),
            "--jsonfile",
            result.toString()));
    if (!ALL) {
      command.addAll(QUICK);
    }
    command.add(hosted.policyHost() + ":" + edge.ports().https());
    Path log = result.resolveSibling("testssl.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    JsonNode all = new ObjectMapper().readTree(Files.readString(result));
    all.forEach(one -> byId.put(one.path("id").asText(), one));
    assertThat(byId).as("see %s", log).hasSizeGreaterThan(20);
    return byId;
  }

  private static String text(Map<String, JsonNode> seen, String id) {
    JsonNode finding = seen.get(id);
    return finding == null ? "missing" : finding.path("finding").asText().strip();
  }

  private static Path table(Map<String, JsonNode> seen) throws IOException {
    StringBuilder table = new StringBuilder("| what | severity | found |\n| --- | --- | --- |\n");
    seen.forEach(
        (id, one) ->
            table.append(
                "| %s | %s | %s |\n"
                    .formatted(
                        id,
                        one.path("severity").asText(),
                        one.path("finding").asText().strip().replace("|", "\\|"))));
    return Files.writeString(Path.of("target", "edge-tls.md"), table);
  }
}
