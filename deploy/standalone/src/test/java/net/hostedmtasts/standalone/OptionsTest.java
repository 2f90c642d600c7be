package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @TempDir Path folder;

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
                new Signing.Directory(URI.create("https://ca.example/directory"), Optional.empty()),
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
          --acme-roots      | --acme-roots needs a value
          --acme-roots=none | --acme-roots must be a file that can be read, not none
          --acme-roots=src  | --acme-roots must be a file that can be read, not src
          --acme-roots=pom.xml | --acme-roots must be a PEM file of certificates, and pom.xml is none
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

  @Test
  void the_roots_of_an_authority_are_its_own_in_whatever_order_they_are_named() throws IOException {
    String roots = "--acme-roots=" + pem();
    String acme = "--acme=https://ca.example/directory";
    Signing.Directory expected =
        new Signing.Directory(
            URI.create("https://ca.example/directory"), Optional.of(new AcmeRoots(pem())));

    assertThat(Options.parse(List.of(acme, roots)).signing()).isEqualTo(expected);
    assertThat(Options.parse(List.of(roots, acme)).signing()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--edges=1", "--acme=pebble"})
  void roots_without_the_url_of_an_authority_are_refused(String other) throws IOException {
    assertThatThrownBy(() -> Options.parse(List.of("--acme-roots=" + pem(), other)))
        .isInstanceOf(Options.Misunderstood.class)
        .hasMessage("--acme-roots goes with the URL of --acme, and with nothing else");
  }

  @Test
  void a_file_that_is_empty_or_of_a_damaged_certificate_is_refused() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path damaged =
        Files.writeString(
            folder.resolve("damaged.pem"), Files.readString(pem()).replace("MII", "MIA"));

    for (Path file : List.of(empty, damaged)) {
      assertThatThrownBy(() -> Options.parse(List.of("--acme-roots", file.toString())))
          .isInstanceOf(Options.Misunderstood.class)
          .hasMessage("--acme-roots must be a PEM file of certificates, and " + file + " is none");
    }
  }

  private Path pem() throws IOException {
    Path file = folder.resolve("roots.pem");
    PebbleCertificate.writeOnce(file, folder.resolve("key.pem"));
    return file;
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
