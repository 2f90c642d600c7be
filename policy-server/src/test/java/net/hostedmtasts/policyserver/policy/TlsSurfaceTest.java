package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS of the policy port as {@code openssl} sees it (RFC 9325). */
class TlsSurfaceTest {
  private static final String HOST = "mta-sts.example.com";
  private final TestListener server = new TestListener(Map.of());

  @BeforeEach
  void hold() {
    server.hold("example.com");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private OpensslClient.Seen openssl(String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("-servername", HOST));
    all.addAll(Arrays.asList(options));
    return OpensslClient.connect(server.port(), all.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"-tls1, false", "-tls1_1, false", "-tls1_2, true", "-tls1_3, true"})
  void only_tls_1_2_and_1_3_are_spoken(String version, boolean spoken) throws Exception {
    // At its usual level openssl does not even ask for the old ones.
    var seen = openssl(version, "-cipher", "ALL:@SECLEVEL=0");
    assertThat(seen.exit() == 0).as(seen.output()).isEqualTo(spoken);
    assertThat(seen.output()).doesNotContain("no protocols available");
  }

  @Test
  void every_suite_of_tls_1_2_that_is_taken_has_forward_secrecy_and_authenticated_encryption()
      throws Exception {
    List<String> taken = new ArrayList<>();
    for (String suite : suites("-tls1_2", "ALL:COMPLEMENTOFALL:@SECLEVEL=0")) {
      if (openssl("-tls1_2", "-cipher", suite + ":@SECLEVEL=0").exit() == 0) {
        taken.add(suite);
      }
    }
    assertThat(taken)
        .containsExactlyInAnyOrder(
            "ECDHE-ECDSA-AES128-GCM-SHA256",
            "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-ECDSA-CHACHA20-POLY1305");
  }

  @Test
  void every_suite_of_tls_1_3_that_is_taken_is_one_of_the_three_usual_ones() throws Exception {
    List<String> taken = new ArrayList<>();
    for (String suite :
        List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_AES_128_CCM_SHA256",
            "TLS_AES_128_CCM_8_SHA256")) {
      if (openssl("-tls1_3", "-ciphersuites", suite).exit() == 0) {
        taken.add(suite);
      }
    }
    assertThat(taken)
        .containsExactly(
            "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
  }

  private static List<String> suites(String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl", "ciphers", "-s"));
    command.addAll(Arrays.asList(options));
    Process openssl = new ProcessBuilder(command).start();
    String all = new String(openssl.getInputStream().readAllBytes(), UTF_8).strip();
    List<String> suites =
        Arrays.stream(all.split(":", -1)).filter(suite -> !suite.startsWith("TLS_")).toList();
    assertThat(suites)
        .contains("ECDHE-ECDSA-AES128-SHA", "AES128-GCM-SHA256")
        .hasSizeGreaterThan(50);
    return suites;
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void the_whole_chain_is_sent_so_that_the_root_alone_is_enough(
      String version, @TempDir Path folder) throws Exception {
    Path root =
        Files.writeString(
            folder.resolve("root.pem"),
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(TestListener.root().getEncoded())
                + "\n-----END CERTIFICATE-----\n");
    var seen =
        openssl(
            version, "-CAfile", root.toString(), "-verify_return_error", "-verify_hostname", HOST);
    assertThat(seen.output()).contains("Verify return code: 0 (ok)");
    assertThat(seen.chain()).hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void nothing_is_given_out_that_could_be_resumed(String version, @TempDir Path folder)
      throws Exception {
    Path session = folder.resolve("session");
    var first = openssl(version, "-sess_out", session.toString());
    assertThat(first.output()).doesNotContain("TLS session ticket");
    if (Files.exists(session)) {
      var second = openssl(version, "-sess_in", session.toString());
      assertThat(second.output()).contains("New, TLSv1").doesNotContain("Reused, TLSv1");
    }
  }
}
