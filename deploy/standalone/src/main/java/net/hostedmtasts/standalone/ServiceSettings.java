package net.hostedmtasts.standalone;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What both services are told, by property name. */
record ServiceSettings(DeploymentSettings settings, Database database, Broker broker) {
  /** Each probe that finds a service not ready yet would write a line of its own. */
  private static final String PROBES = "quarkus.log.category.\"io.smallrye.health\".level";

  /** The environment of the nth control-plane. */
  Map<String, String> ofControlPlane(int number) {
    Ports ports = settings.ports();
    DataFolder data = new DataFolder(settings.data());
    Map<String, String> all = new HashMap<>();
    all.put("quarkus.http.host", Ports.host(number));
    all.put("quarkus.http.port", Integer.toString(ports.api()));
    all.put("quarkus.management.host", Ports.host(number));
    all.put("quarkus.management.port", Integer.toString(ports.controlPlaneManagement()));
    all.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    all.put("quarkus.datasource.reactive.url", database.reactiveUrl());
    all.put("quarkus.datasource.username", database.user());
    all.put("quarkus.datasource.password", database.password());
    all.put("kafka.bootstrap.servers", broker.bootstrapServers());
    all.put("zone.name", settings.zone());
    all.put("tenants.first-admin-token-file", data.adminToken().toString());
    all.putAll(signing(data));
    all.put("certificates.key-encryption-key-file", data.keyEncryptionKey().toString());
    all.put("certificates.edge-key-file", data.edgeSealingKey().toString());
    all.put("topics.replication-factor", "1");
    all.put("topics.min-insync-replicas", "1");
    all.put("check.https-port", Integer.toString(ports.https()));
    all.put("check.http-port", Integer.toString(ports.challenges()));
    if (hasRootsOfItsOwn()) {
      all.put("check.trust", data.authority().toString());
    }
    all.put("check.allow-loopback", "true");
    all.put("dmarc.gate", "off");
    if (settings.ownerDns()) {
      all.put("dns.resolvers", Ports.host(1) + ":" + ports.ownerResolver());
      all.put("check.dns-port", Integer.toString(ports.ownerAuthority()));
    }
    all.put(PROBES, "WARN");
    all.putAll(settings.controlPlane());
    return asEnvironment(all);
  }

  private boolean hasRootsOfItsOwn() {
    return !(settings.signing() instanceof Signing.Directory acme) || acme.roots().isPresent();
  }

  private Map<String, String> signing(DataFolder data) {
    if (settings.signing() instanceof Signing.Directory acme) {
      Map<String, String> all = acme(acme.directory().toString());
      acme.roots()
          .ifPresent(roots -> all.put("certificates.acme.acme.trust", data.authority().toString()));
      return all;
    }
    if (settings.signing() instanceof Signing.WithPebble) {
      Pebble pebble = Pebble.of(settings, data);
      Map<String, String> all = acme(pebble.directory());
      all.put("certificates.acme.acme.trust", pebble.certificate().toString());
      all.put("certificates.acme.acme.caa-identity", "pebble.test");
      // The account comes after the first domain, and its CAA record is waited for.
      all.put("zone.caa-ttl", "2");
      return all;
    }
    return Map.of(
        "certificates.authorities",
        "local",
        "certificates.local-authority.root-file",
        data.authority().toString());
  }

  private static Map<String, String> acme(String directory) {
    Map<String, String> all = new HashMap<>();
    all.put("certificates.authorities", "acme");
    all.put("certificates.acme.acme.directory", directory);
    // Whoever names an authority on the command line has looked at its terms.
    all.put("certificates.acme.acme.agree-to-terms", "true");
    return all;
  }

  /** The environment of the nth edge. */
  Map<String, String> ofEdge(int number) {
    Ports ports = settings.ports();
    String host = Ports.host(number);
    Map<String, String> all = new HashMap<>();
    all.put("edge.name", "edge-" + number);
    all.put("zone.name", settings.zone());
    all.put("zone.addresses", addresses());
    all.put("zone.listen-address", host);
    all.put("zone.port", Integer.toString(ports.dns()));
    all.put("policy.listen-address", host);
    all.put("policy.port", Integer.toString(ports.https()));
    all.put("quarkus.http.host", host);
    all.put("quarkus.http.port", Integer.toString(ports.challenges()));
    all.put("quarkus.management.host", host);
    all.put("quarkus.management.port", Integer.toString(ports.edgeManagement()));
    all.put("kafka.bootstrap.servers", broker.bootstrapServers());
    all.put(
        "certificates.sealing-key-files",
        new DataFolder(settings.data()).edgeSealingKey().toString());
    all.put(PROBES, "WARN");
    all.putAll(settings.edge());
    return asEnvironment(all);
  }

  private String addresses() {
    return IntStream.rangeClosed(1, settings.addresses())
        .mapToObj(Ports::host)
        .collect(Collectors.joining(","));
  }

  /**
   * The names under which MicroProfile Config finds properties in the environment, as they are in a
   * container.
   */
  private static Map<String, String> asEnvironment(Map<String, String> properties) {
    return properties.entrySet().stream()
        .collect(
            Collectors.toMap(
                property ->
                    property.getKey().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                Map.Entry::getValue));
  }
}
