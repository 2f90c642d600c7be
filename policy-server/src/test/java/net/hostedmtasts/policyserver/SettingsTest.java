package net.hostedmtasts.policyserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Map;
import java.util.TreeMap;
import net.hostedmtasts.policyserver.certificate.CertificateSettings;
import net.hostedmtasts.policyserver.policy.PolicyListenerSettings;
import net.hostedmtasts.policyserver.topic.EdgeSettings;
import org.junit.jupiter.api.Test;

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
    assertThat(of(CertificateSettings.class).keySet())
        .allMatch(name -> name.startsWith("certificates.sealing-key-files"));
  }
}
