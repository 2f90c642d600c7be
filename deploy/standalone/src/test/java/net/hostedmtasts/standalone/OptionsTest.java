package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @Test
  void without_options_there_are_two_edges_from_port_8000_on_and_a_fresh_data_folder() {
    assertThat(Options.parse(List.of()))
        .isEqualTo(
            new Options(
                2,
                Optional.empty(),
                8_000,
                "mta-sts-host.test",
                Optional.empty(),
                new Signing.Local(),
                true,
                false));
  }

  @Test
  void a_value_follows_its_name_or_an_equals_sign() {
    List<String> separate =
        List.of(
            "--edges",
            "3",
            "--data",
            "a=b",
            "--port-base",
            "9000",
            "--zone",
            "Zone.Example.",
            "--resolver",
            "192.0.2.1:5353",
            "--acme",
            "https://ca.example/directory",
            "--dmarc-gate",
            "off",
            "--help");
    List<String> joined =
        List.of(
            "--edges=3",
            "--data=a=b",
            "--port-base=9000",
            "--zone=Zone.Example.",
            "--resolver=192.0.2.1:5353",
            "--acme=https://ca.example/directory",
            "--dmarc-gate=off",
            "--help");
    assertThat(Options.parse(separate))
        .isEqualTo(
            new Options(
                3,
                Optional.of(Path.of("a=b")),
                9_000,
                "zone.example",
                Optional.of(new ResolverAddress("192.0.2.1:5353")),
                new Signing.Directory(URI.create("https://ca.example/directory")),
                false,
                true))
        .isEqualTo(Options.parse(joined));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --bogus           | Unknown option: --bogus
          --acme            | --acme needs a value
          --acme=http://a.b | --acme must be pebble or an https URL, not http://a.b
          --acme=letsencrypt | --acme must be pebble or an https URL, not letsencrypt
          edges             | Unknown option: edges
          --edges           | --edges needs a value
          --data=           | --data needs a value
          --edges=0         | --edges must be a number from 1 to 50, not 0
          --edges=51        | --edges must be a number from 1 to 50, not 51
          --edges=two       | --edges must be a number from 1 to 50, not two
          --port-base=999   | --port-base must be a number from 1000 to 65091, not 999
          --port-base=65092 | --port-base must be a number from 1000 to 65091, not 65092
          --zone=test       | --zone must be a domain name of two labels or more, not test
          --zone=a..test    | --zone must be a domain name of two labels or more, not a..test
          --dmarc-gate=yes  | --dmarc-gate must be on or off, not yes
          --zone=-a.test    | --zone must be a domain name of two labels or more, not -a.test
          """)
  void what_is_not_understood_is_named(String argument, String message) {
    assertThatThrownBy(() -> Options.parse(List.of(argument)))
        .isInstanceOf(Options.Misunderstood.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1", "192.0.2.1:65535", "2001:db8::1", "[2001:db8::1]:53", "127.0.0.1:1"})
  void a_resolver_is_an_address_with_or_without_a_port(String address) {
    assertThat(Options.parse(List.of("--resolver", address)).resolver())
        .contains(new ResolverAddress(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resolver.example",
        "192.0.2",
        "192.0.2.1:",
        "192.0.2.1:0",
        "192.0.2.1:65536",
        "[192.0.2.1]:53",
        "[2001:db8::1]",
        "2001:db8::1]:53",
        "192.0.2.1,192.0.2.2"
      })
  void a_resolver_that_is_no_address_is_refused(String address) {
    assertThatThrownBy(() -> Options.parse(List.of("--resolver", address)))
        .isInstanceOf(Options.Misunderstood.class)
        .hasMessageStartingWith("--resolver must be an IP address")
        .hasMessageEndingWith(", not " + address);
  }

  @ParameterizedTest
  @CsvSource({"--edges=1,1", "--edges=50,50"})
  void the_bounds_of_the_edges_are_allowed(String argument, int edges) {
    assertThat(Options.parse(List.of(argument)).edges()).isEqualTo(edges);
  }

  @ParameterizedTest
  @CsvSource({"--port-base=1000,1000", "--port-base=65091,65091"})
  void the_bounds_of_the_port_base_are_allowed(String argument, int base) {
    assertThat(Options.parse(List.of(argument)).portBase()).isEqualTo(base);
  }
}
