package net.hostedmtasts.controlplane.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertifiedHostTest {

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mta-sts.example.com     | PolicyHost  | example.com     | RFC 8461, section 3.3
          MTA-STS.Example.co.uk.  | PolicyHost  | example.co.uk   | in any letter case
          reports.example.net     | ServiceHost | example.net     | one of the service itself
          a.b.example.co.uk       | ServiceHost | example.co.uk   | counted by its registered domain
          mta-sts-reports.test.io | ServiceHost | test.io         | the whole first label counts
          api.internal            | ServiceHost | api.internal    | not on the list of suffixes
          """)
  void a_name_tells_whose_host_it_is(String name, String kind, String registered, String why) {
    CertifiedHost host = CertifiedHost.parse(name);
    assertThat(host.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(host.registered()).isEqualTo(registered);
    assertThat(CertifiedHost.parse(host.value())).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mta-sts.example.com", "localhost", "192.0.2.1", ""})
  void what_is_no_host_of_the_service_is_refused(String name) {
    assertThatThrownBy(() -> ServiceHost.parse(name)).isInstanceOf(InvalidValue.class);
  }
}
