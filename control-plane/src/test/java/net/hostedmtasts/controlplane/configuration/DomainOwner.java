package net.hostedmtasts.controlplane.configuration;

import static net.hostedmtasts.controlplane.Api.as;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.Api;
import net.hostedmtasts.standalone.ownerdns.OwnerDns;

/** A domain of an owner whose DNS answers, as the owner uses the API. */
final class DomainOwner {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  final String token = Api.newTenant();
  final String name;
  final String domain;
  final String path;
  final OwnerDns dns = OwnerDnsService.dns();

  private DomainOwner(String name) {
    this.name = name;
    this.domain = "/api/v1/domains/" + name;
    this.path = domain + "/mta-sts";
  }

  /** Adds a domain whose DMARC is not monitored. */
  static DomainOwner add(String name) {
    DomainOwner owner = new DomainOwner(name);
    owner.dns.addZone(name);
    as(owner.token)
        .body("{\"name\": \"" + name + "\"}")
        .post("/api/v1/domains")
        .then()
        .statusCode(201);
    return owner;
  }

  /** Adds one that MTA-STS can be enabled for. */
  static DomainOwner monitored(String name) {
    DomainOwner owner = add(name);
    owner.publishDmarc();
    owner.monitor();
    owner.eventuallyMonitored("on");
    return owner;
  }

  void publishDmarc() {
    dns.set("_dmarc." + name, "TXT", "v=DMARC1; p=none; rua=mailto:dmarc@" + name);
  }

  ValidatableResponse monitor() {
    return as(token).body("{\"enabled\": true}").put(domain + "/dmarc-monitoring").then();
  }

  void eventuallyMonitored(String state) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                as(token)
                    .get(domain + "/dmarc-monitoring")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo(state)));
  }

  void mx(String... records) {
    dns.set(name, "MX", Duration.ofSeconds(1), List.of(records));
  }

  ValidatableResponse put(String body) {
    return as(token).header("If-Match", "*").body(body).put(path).then();
  }

  ValidatableResponse auto(String mode, String... acknowledged) {
    return put(body(mode, "{\"source\": \"auto\"}", acknowledged));
  }

  ValidatableResponse pinned(String mode, String pattern, String... acknowledged) {
    return put(
        body(mode, "{\"source\": \"pinned\", \"patterns\": [\"" + pattern + "\"]}", acknowledged));
  }

  static String body(String mode, String mx, String... acknowledged) {
    return """
        {"mode": "%s", "max_age": 604800, "mx": %s, "acknowledge": [%s]}"""
        .formatted(
            mode,
            mx,
            acknowledged.length == 0 ? "" : "\"" + String.join("\", \"", acknowledged) + "\"");
  }

  ValidatableResponse get(String below) {
    return as(token).get(domain + below).then();
  }
}
