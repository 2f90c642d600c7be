package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.TestDomains;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.world.Beans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one check means for a domain as it is. */
class ObservationTest {
  private static final ZoneSettings ZONE =
      new Beans(Map.of("zone.name", Dns.ZONE)).get(ZoneSettings.class);

  private static String codes(HostedDomain domain, String cnames, List<DnsAnswer> caa) {
    Observation seen =
        new Observation(
            DelegationReading.of(
                Dns.policy(cnames, "", "", ""), Dns.txt(cnames, "", "", ""), Dns.ZONE),
            new MxSeen(domain.domain().name(), List.of(), List.of()),
            List.of(),
            List.of(),
            caa,
            Optional.empty());
    Subject subject = Subject.of(domain, 1, ZONE, "", Instant.EPOCH);
    return seen
        .verdict(domain, subject, false, false, List.of("ca.test"), Dns.NOW)
        .findings()
        .stream()
        .map(one -> one.code().value() + " " + one.severity().name())
        .filter(one -> !one.startsWith("mx-"))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** What one of two name servers lacks is waited for: senders find it at the other one. */
  @ParameterizedTest(name = "served {0}, name servers {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | NXDOMAIN, NXDOMAIN | delegation-lost ERROR
          true  | -, FAILED          | delegation-lost ERROR
          true  | RIGHT, NXDOMAIN    | cname-missing WARNING
          false | NXDOMAIN, NXDOMAIN | cname-missing WARNING
          false | RIGHT, NXDOMAIN    | cname-missing WARNING
          """)
  void a_record_is_lost_where_no_name_server_has_it(boolean served, String servers, String codes) {
    HostedDomain domain = served ? TestDomains.active(5) : TestDomains.added();
    if (!served) {
      TestDomains.change(domain, 6);
    }
    assertThat(codes(domain, servers, List.of())).isEqualTo(codes);
  }

  @Test
  void after_a_wind_down_nobody_is_asked_to_set_the_records_again() {
    HostedDomain domain = TestDomains.active(5);
    domain.disable(Dns.NOW.plusSeconds(1), Dns.NOW.minusSeconds(600));
    assertThat(codes(domain, "NXDOMAIN, NXDOMAIN", List.of())).contains("delegation-lost");
    domain.windDownUntil(Dns.NOW);
    assertThat(codes(domain, "NXDOMAIN, NXDOMAIN", List.of())).isEmpty();
    domain.idWithdrawn(Dns.NOW);
    domain.windDownUntil(Dns.NOW.plusSeconds(60));
    assertThat(codes(domain, "NXDOMAIN, NXDOMAIN", List.of())).isEmpty();
  }

  /** Nothing is live without a certificate, and CAA records may be why there is none. */
  @ParameterizedTest(name = "CAA {0}: \"{1}\"")
  @CsvSource({"ca.test, ''", "other.test, caa-forbids ERROR"})
  void caa_records_are_judged_before_anything_is_live(String issue, String codes) {
    DnsRecord record =
        new DnsRecord(
            Dns.POLICY_NAME, RecordType.CAA, Dns.TTL, new RecordData.Caa(0, "issue", issue));
    DnsAnswer caa = new DnsAnswer.Records("resolver", Dns.NOW, List.of(record), false, false);
    assertThat(codes(TestDomains.enabled(5), "RIGHT", List.of(caa))).isEqualTo(codes);
  }
}
