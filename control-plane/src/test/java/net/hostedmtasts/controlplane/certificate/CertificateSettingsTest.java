package net.hostedmtasts.controlplane.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateSettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "certificates.key-encryption-key-file", "/keys/at-rest",
          "certificates.edge-key-file", "/keys/edge");

  @Test
  void the_defaults_are_these() {
    CertificateSettings settings = Settings.of(REQUIRED);
    assertThat(settings.authority()).isEqualTo(CertificateSettings.Authority.LOCAL);
    assertThat(settings.keyEncryptionKeyFile()).isEqualTo(Path.of("/keys/at-rest"));
    assertThat(settings.edgeKeyFile()).isEqualTo(Path.of("/keys/edge"));
    assertThat(settings.orderLease()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.localAuthority().lifetime()).isEqualTo(Duration.ofDays(90));
    assertThat(settings.localAuthority().rootFile()).isEmpty();
  }

  @Test
  void the_names_are_these() {
    Map<String, String> all = new HashMap<>(REQUIRED);
    all.put("certificates.authority", "local");
    all.put("certificates.order-lease", "PT7S");
    all.put("certificates.local-authority.lifetime", "PT60S");
    all.put("certificates.local-authority.root-file", "/data/authority.pem");

    CertificateSettings settings = Settings.of(all);

    assertThat(settings.orderLease()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.localAuthority().lifetime()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.localAuthority().rootFile()).contains(Path.of("/data/authority.pem"));
  }

  @Test
  void an_unknown_name_is_refused() {
    Map<String, String> wrong = new HashMap<>(REQUIRED);
    wrong.put("certificates.edge-key", "AAAA");
    assertThatThrownBy(() -> Settings.of(wrong)).hasMessageContaining("certificates.edge-key");
  }

  @Test
  void without_a_key_file_there_is_no_start() {
    assertThatThrownBy(() -> Settings.of(Map.of()))
        .hasMessageContaining("certificates.key-encryption-key-file")
        .hasMessageContaining("certificates.edge-key-file");
  }
}
