package net.hostedmtasts.controlplane.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

  @ParameterizedTest(name = "{0} and {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.1      | 192.0.2.1         | true  | the same
          192.0.2.1      | 192.0.2.2         | false | an IPv4 address is somebody of their own
          192.0.2.1      | ::ffff:192.0.2.1  | true  | mapped (RFC 4291, section 2.5.5.2)
          ::ffff:1.2.3.4 | ::ffff:1.2.3.5    | false | mapped addresses are no network
          2001:db8:1:2:3:4:5:6 | 2001:db8:1:2::1 | true | one network of 64 bits
          2001:db8:1:2::1 | 2001:db8:1:3::1  | false | another network
          fe80::1%eth0   | fe80::1%eth1      | true  | a zone is no part of the address
          x              | y                 | true  | whatever is no address is one client
          """)
  void clients_are_told_apart_by_network(String one, String other, boolean same, String why) {
    assertThat(ClientAddress.of(one).equals(ClientAddress.of(other))).as(why).isEqualTo(same);
  }
}
