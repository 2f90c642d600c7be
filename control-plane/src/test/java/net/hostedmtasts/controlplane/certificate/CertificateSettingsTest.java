package net.hostedmtasts.controlplane.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import net.hostedmtasts.controlplane.policy.ServiceHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateSettingsTest {
  private static final Map<String, String> REQUIRED =
      Map.of(
          "certificates.key-encryption-key-file", "/keys/at-rest",
          "certificates.edge-key-file", "/keys/edge");

  @Test
  void the_defaults_are_these() {
    CertificateSettings settings = Settings.of(REQUIRED);
    assertThat(settings.authorities()).containsExactly("local");
    assertThat(settings.acme()).isEmpty();
    assertThat(settings.keyEncryptionKeyFile()).isEqualTo(Path.of("/keys/at-rest"));
    assertThat(settings.edgeKeyFile()).isEqualTo(Path.of("/keys/edge"));
    assertThat(settings.localAuthority().lifetime()).isEqualTo(Duration.ofDays(90));
    assertThat(settings.localAuthority().rootFile()).isEmpty();
    assertThat(new ServiceHosts(settings).all()).isEmpty();
  }

  @Test
  void the_names_are_these() {
    Map<String, String> all = new HashMap<>(REQUIRED);
    all.put("certificates.authorities", "one,local");
    all.put("certificates.acme.one.directory", "https://ca.example/directory");
    all.put("certificates.acme.one.agree-to-terms", "true");
    all.put("certificates.acme.one.challenges", "http-01,tls-alpn-01");
    all.put("certificates.acme.one.limits.orders-per-three-hours", "7");
    all.put("certificates.hosts.reports", "Reports.Example.net");
    all.put("certificates.hosts.api", "api.example.net");
    all.put("certificates.local-authority.lifetime", "PT60S");
    all.put("certificates.local-authority.root-file", "/data/authority.pem");

    CertificateSettings settings = Settings.of(all);

    assertThat(settings.authorities()).containsExactly("one", "local");
    AcmeSettings acme = Objects.requireNonNull(settings.acme().get("one"));
    assertThat(acme.directory()).isEqualTo(URI.create("https://ca.example/directory"));
    assertThat(acme.agreeToTerms()).isTrue();
    assertThat(acme.challenges())
        .containsExactly(
            AcmeSettings.ChallengeType.HTTP_01, AcmeSettings.ChallengeType.TLS_ALPN_01);
    assertThat(acme.limits().ordersPerThreeHours()).isEqualTo(7);
    assertThat(acme.limits().certificatesPerDomainAndWeek()).isEqualTo(50);
    assertThat(settings.localAuthority().lifetime()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.localAuthority().rootFile()).contains(Path.of("/data/authority.pem"));
    assertThat(new ServiceHosts(settings).reports())
        .contains(ServiceHost.parse("reports.example.net"));
    assertThat(new ServiceHosts(settings).names())
        .containsExactly("reports.example.net", "api.example.net");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "mta-sts.example.com, a policy host belongs to its domain",
    "localhost, no authority signs for one label",
    "192.0.2.1, an address is no name",
    "_reports.example.net, an underscore is for names of records"
  })
  void a_service_host_that_can_have_no_certificate_is_refused_at_start(String name, String why) {
    Map<String, String> wrong = new HashMap<>(REQUIRED);
    wrong.put("certificates.hosts.reports", name);
    assertThatThrownBy(() -> new ServiceHosts(Settings.of(wrong))).hasMessageContaining(name);
  }

  @Test
  void one_name_for_both_purposes_is_refused_at_start() {
    Map<String, String> wrong = new HashMap<>(REQUIRED);
    wrong.put("certificates.hosts.reports", "host.example.net");
    wrong.put("certificates.hosts.api", "host.example.net");
    assertThatThrownBy(() -> new ServiceHosts(Settings.of(wrong)).start(new StartupEvent()))
        .hasMessageContaining("certificates.hosts.reports")
        .hasMessageContaining("certificates.hosts.api");
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
