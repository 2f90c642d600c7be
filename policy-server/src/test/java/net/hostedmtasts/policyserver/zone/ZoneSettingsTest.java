package net.hostedmtasts.policyserver.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneSettingsTest {
  @Test
  void names_and_defaults_are_a_promise_to_operators() {
    ZoneSettings settings =
        TestZone.ofProperties(Map.of("zone.name", "z.example", "zone.addresses", "192.0.2.1"));

    assertThat(settings.name()).isEqualTo("z.example");
    assertThat(settings.addresses()).containsExactly("192.0.2.1");
    assertThat(settings.nameServers()).isEmpty();
    assertThat(settings.responsible()).isEmpty();
    assertThat(settings.serial()).isEqualTo(1);
    assertThat(settings.ttl()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.addressTtl()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.negativeTtl()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.dmarcReports()).isFalse();
    assertThat(settings.listenAddress()).isEqualTo("0.0.0.0");
    assertThat(settings.port()).isEqualTo(8053);
    assertThat(settings.threads()).isEqualTo(1);
    assertThat(settings.idleTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.responsesPerSecond()).isEqualTo(200);
    assertThat(settings.connections()).isEqualTo(1000);
    assertThat(settings.connectionsPerClient()).isEqualTo(20);
  }

  @ParameterizedTest(name = "{0} = {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name         | test                     | one label is no zone of a service
          name         | mta_sts.test             | no host name
          name         | -a.test                  | a hyphen in front
          addresses    | edge1.test               | a name, not an address
          addresses    | 192.0.2                  | half an address
          addresses    | 192.0.2.1,192.0.2.1      | an address twice
          name-servers | ns1                      | not complete
          name-servers | ns1.other.test 192.0.2.1 | only a name inside the zone has glue
          name-servers | ns1.mta-sts-host.test x  | no address
          name-servers | a.test,A.test.           | a name twice
          name-servers | ns.policy.mta-sts-host.test | a name among the labels
          responsible  | hostmaster               | no mail address
          responsible  | a b@mta-sts-host.test    | a space
          ttl          | 0s                       | not cached at all
          negative-ttl | 8d                       | remembered for more than a week
          """)
  void refuses_what_is_no_zone_and_names_the_setting(String setting, String value, String why) {
    ZoneSettings settings = TestZone.settings(Map.of(setting, value));

    assertThatThrownBy(() -> new ZoneSettingsHash(settings))
        .isInstanceOf(InvalidZone.class)
        .hasMessageStartingWith("zone." + setting + " is ");
  }

  @ParameterizedTest(name = "{0} = {1}: same hash {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name         | MTA-STS-Host.test.                  | true  | the same name
          name         | other.test                          | false | another zone
          addresses    | 2001:db8::1,192.0.2.2,192.0.2.1     | true  | order means nothing
          addresses    | 192.0.2.1,192.0.2.2,2001:db8:0::1   | true  | the same address
          addresses    | 192.0.2.1,192.0.2.2                 | false | an edge less
          name-servers | ns1.mta-sts-host.test,ns2.mta-sts-host.test | true | the default
          name-servers | ns1.mta-sts-host.test,ns3.mta-sts-host.test | false | another server
          name-servers | ns1.mta-sts-host.test 192.0.2.9,ns2.mta-sts-host.test | false | other glue
          responsible  | hostmaster@mta-sts-host.test        | true  | the default
          responsible  | ops@mta-sts-host.test               | false | another mailbox
          serial       | 2                                   | false | another SOA
          ttl          | 2h                                  | false | another TTL of the SOA
          address-ttl  | 1m                                  | false | another TTL of the glue
          negative-ttl | 90s                                 | false | another MINIMUM
          dmarc-reports | true                               | false | more names
          port         | 53                                  | true  | where it listens
          listen-address | 127.0.0.2                         | true  | where it listens
          connections  | 5                                   | true  | a limit of this edge
          """)
  void the_hash_covers_what_all_edges_must_say_alike(
      String setting, String value, boolean same, String why) {
    String usual = new ZoneSettingsHash(TestZone.settings(Map.of())).hex();
    String changed = new ZoneSettingsHash(TestZone.settings(Map.of(setting, value))).hex();

    assertThat(usual).matches("[0-9a-f]{64}");
    assertThat(changed.equals(usual)).isEqualTo(same);
  }
}
