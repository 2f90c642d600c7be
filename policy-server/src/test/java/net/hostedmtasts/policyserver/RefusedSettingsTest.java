package net.hostedmtasts.policyserver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import java.util.HashMap;
import java.util.Map;
import net.hostedmtasts.policyserver.certificate.CertificateSettings;
import net.hostedmtasts.policyserver.fixture.TestSettings;
import net.hostedmtasts.policyserver.policy.PolicyListenerSettings;
import net.hostedmtasts.policyserver.report.TlsFileSettings;
import net.hostedmtasts.policyserver.topic.edge.EdgeSettings;
import net.hostedmtasts.policyserver.zone.ZoneSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work is refused at the start, with the name of the setting. */
class RefusedSettingsTest {
  private static final Map<String, Class<?>> MAPPINGS =
      Map.of(
          "policy", PolicyListenerSettings.class,
          "edge", EdgeSettings.class,
          "zone", ZoneSettings.class,
          "certificates", CertificateSettings.class,
          "tls", TlsFileSettings.class);
  private static final Map<String, String> USUAL =
      Map.of(
          "zone.name", "mta-sts-host.test",
          "zone.addresses", "192.0.2.1",
          "edge.name", "edge-1",
          "certificates.sealing-key-files", "key");

  private static void load(Map<String, String> set) {
    MAPPINGS.values().forEach(mapping -> TestSettings.of(mapping, set));
  }

  @Test
  void what_every_operator_must_say_is_enough() {
    assertThatCode(() -> load(USUAL)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"zone.name", "zone.addresses", "certificates.sealing-key-files"})
  void what_has_no_default_must_be_said(String setting) {
    Map<String, String> set = new HashMap<>(USUAL);
    set.remove(setting);
    assertThatThrownBy(() -> load(set))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining(setting);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          policy.port                    | -1
          policy.port                    | 65536
          policy.port                    | https
          policy.threads                 | -1
          policy.threads                 | 257
          policy.handshake-timeout       | 0s
          policy.handshake-timeout       | -1s
          policy.handshake-timeout       | 61s
          policy.idle-timeout            | 0s
          policy.idle-timeout            | -PT1S
          policy.idle-timeout            | 6m
          policy.header-bytes            | 0
          policy.header-bytes            | 65537
          policy.requests-per-connection | 0
          policy.connections             | 0
          policy.connections-per-client  | 0
          policy.connections-per-client  | -5
          edge.name                      | a b
          edge.name                      | -a
          edge.silence-limit             | PT0S
          edge.silence-limit             | -PT5S
          edge.silence-limit             | PT11M
          edge.grace-period              | -PT1S
          edge.grace-period              | PT11M
          zone.port                      | -1
          zone.port                      | 65536
          zone.threads                   | 0
          zone.threads                   | 65
          zone.idle-timeout              | 0s
          zone.idle-timeout              | -1s
          zone.serial                    | -1
          zone.serial                    | 4294967296
          zone.responses-per-second      | -1
          zone.connections               | 0
          zone.connections-per-client    | 0
          certificates.sealing-key-interval | PT0S
          certificates.sealing-key-interval | 99ms
          certificates.sealing-key-interval | PT61M
          tls.file-interval                 | 99ms
          tls.file-interval                 | PT25H
          """)
  void what_is_out_of_range_is_refused(String setting, String value) {
    Map<String, String> set = new HashMap<>(USUAL);
    set.put(setting, value);
    assertThatThrownBy(() -> load(set))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining(setting);
  }
}
