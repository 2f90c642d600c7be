package net.hostedmtasts.policyserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import net.hostedmtasts.policyserver.certificate.CertificateSettings;
import net.hostedmtasts.policyserver.policy.PolicyListenerSettings;
import net.hostedmtasts.policyserver.report.TlsFileSettings;
import net.hostedmtasts.policyserver.topic.edge.EdgeSettings;
import net.hostedmtasts.policyserver.zone.ZoneSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and defaults of settings are promises to operators: none changes unseen. */
class SettingsTest {

  private static Map<String, String> of(Class<?> mapping) {
    Map<String, String> all = new TreeMap<>();
    ConfigMappings.getProperties(ConfigClass.configClass(mapping))
        .forEach(
            (name, property) ->
                all.put(
                    name,
                    property.hasDefaultValue() && property.getDefaultValue() != null
                        ? property.getDefaultValue()
                        : "required"));
    return all;
  }

  @Test
  void edge() {
    assertThat(of(EdgeSettings.class))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "edge.name",
                "${HOSTNAME:edge}",
                "edge.silence-limit",
                "PT5S",
                "edge.grace-period",
                "PT10S"));
  }

  @Test
  void policy() {
    assertThat(of(PolicyListenerSettings.class))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "policy.listen-address", "0.0.0.0",
                "policy.port", "8443",
                "policy.threads", "0",
                "policy.handshake-timeout", "10s",
                "policy.idle-timeout", "10s",
                "policy.header-bytes", "8192",
                "policy.requests-per-connection", "100",
                "policy.connections", "10000",
                "policy.connections-per-client", "256"));
  }

  @Test
  void certificates() {
    assertThat(of(CertificateSettings.class))
        .containsEntry("certificates.sealing-key-interval", "PT5S")
        .allSatisfy((name, value) -> assertThat(name).startsWith("certificates.sealing-key-"));
  }

  @Test
  void certificate_files() {
    assertThat(of(TlsFileSettings.class))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "tls.certificate-file", "required",
                "tls.key-file", "required",
                "tls.file-interval", "PT5S"));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TlsFileSettings.class,
        EdgeSettings.class,
        PolicyListenerSettings.class,
        CertificateSettings.class,
        ZoneSettings.class
      })
  void the_readme_names_every_setting(Class<?> mapping) throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String settings = readme.substring(readme.indexOf("### policy-server"));
    assertThat(of(mapping).keySet().stream().filter(name -> !name.endsWith("[*]")))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(settings).contains("`" + name + "`"));
  }
}
