package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSettingsTest {
  @TempDir Path folder;

  @Test
  void instances_differ_in_their_address_and_share_their_ports_zone_and_keys() {
    Map<String, String> first = settings(Map.of()).ofEdge(1);
    Map<String, String> second = settings(Map.of()).ofEdge(2);
    assertThat(first)
        .containsEntry("EDGE_NAME", "edge-1")
        .containsEntry("POLICY_LISTEN_ADDRESS", "127.0.0.1")
        .containsEntry("POLICY_PORT", "8443")
        .containsEntry("ZONE_PORT", "8053");
    assertThat(second)
        .containsEntry("EDGE_NAME", "edge-2")
        .containsEntry("POLICY_LISTEN_ADDRESS", "127.0.0.2")
        .containsEntry("POLICY_PORT", "8443")
        .containsEntry("ZONE_ADDRESSES", "127.0.0.1,127.0.0.2,127.0.0.3")
        .containsEntry(
            "CERTIFICATES_SEALING_KEY_FILES", first.get("CERTIFICATES_SEALING_KEY_FILES"));
  }

  @Test
  void further_settings_come_last_and_as_variables_of_the_environment() {
    Map<String, String> further =
        Map.of(
            "edges.silent-after",
            "PT9S",
            "quarkus.log.category.\"io.smallrye.health\".level",
            "INFO");
    assertThat(settings(further).ofControlPlane(1))
        .containsEntry("EDGES_SILENT_AFTER", "PT9S")
        .containsEntry("QUARKUS_LOG_CATEGORY__IO_SMALLRYE_HEALTH__LEVEL", "INFO")
        .containsEntry("TENANTS_FIRST_ADMIN_TOKEN_FILE", folder.resolve("admin-token").toString());
  }

  @Test
  void the_control_plane_looks_at_the_world_through_the_owners_dns() {
    assertThat(settings(Map.of()).ofControlPlane(1))
        .containsEntry("DNS_RESOLVERS", "127.0.0.1:8055")
        .containsEntry("CHECK_DNS_PORT", "8054")
        .containsEntry("CHECK_HTTPS_PORT", "8443")
        .containsEntry("CHECK_HTTP_PORT", "8081")
        .containsEntry("CHECK_TRUST", folder.resolve("authority.pem").toString())
        .containsEntry("CHECK_ALLOW_LOOPBACK", "true")
        .containsEntry("DMARC_GATE", "off");
  }

  @Test
  void without_an_owners_dns_resolvers_are_named_by_who_starts_it_and_servers_are_asked_at_53() {
    DeploymentSettings real = deployment(Map.of("dns.resolvers", "192.0.2.1")).withoutOwnerDns();
    assertThat(settings(real).ofControlPlane(1))
        .containsEntry("DNS_RESOLVERS", "192.0.2.1")
        .doesNotContainKey("CHECK_DNS_PORT");
  }

  @Test
  void an_authority_elsewhere_is_trusted_by_its_own_roots_alone_or_by_the_public_ones()
      throws IOException {
    URI directory = URI.create("https://ca.test/directory");
    Path file = folder.resolve("roots.pem");
    PebbleCertificate.writeOnce(file, folder.resolve("key.pem"));
    Signing own = new Signing.Directory(directory, Optional.of(new AcmeRoots(file)));
    Signing trusted = new Signing.Directory(directory, Optional.empty());
    String authority = folder.resolve("authority.pem").toString();

    assertThat(settings(deployment(Map.of()).withSigning(own)).ofControlPlane(1))
        .containsEntry("CERTIFICATES_ACME_ACME_DIRECTORY", directory.toString())
        .containsEntry("CERTIFICATES_ACME_ACME_TRUST", authority)
        .containsEntry("CHECK_TRUST", authority);
    assertThat(settings(deployment(Map.of()).withSigning(trusted)).ofControlPlane(1))
        .doesNotContainKeys("CERTIFICATES_ACME_ACME_TRUST", "CHECK_TRUST");
  }

  private ServiceSettings settings(Map<String, String> controlPlane) {
    return settings(deployment(controlPlane));
  }

  private DeploymentSettings deployment(Map<String, String> controlPlane) {
    return new DeploymentSettings(
        folder,
        folder,
        "zone.test",
        3,
        Ports.fromBase(8_000),
        controlPlane,
        Map.of(),
        DeploymentSettings.SMALL_JVM,
        true,
        new Signing.Local());
  }

  private ServiceSettings settings(DeploymentSettings settings) {
    return new ServiceSettings(
        settings,
        Database.stopped(folder, 5432, folder.resolve("database.log")),
        Broker.stopped(folder, 9092, folder.resolve("broker.log")));
  }
}
