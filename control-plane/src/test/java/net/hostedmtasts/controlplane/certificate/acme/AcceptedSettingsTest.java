package net.hostedmtasts.controlplane.certificate.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an authority's settings is refused at the start. */
class AcceptedSettingsTest {
  private static final String ONE = "certificates.acme.one.";

  @TempDir Path folder;

  private static AcmeSettings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("certificates.key-encryption-key-file", "/keys/at-rest");
    all.put("certificates.edge-key-file", "/keys/edge");
    all.putIfAbsent(ONE + "directory", "https://ca.example/directory");
    return Objects.requireNonNull(Settings.of(all).acme().get("one"));
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://ca.example/directory     | true  | RFC 8555, section 6.1
          HTTPS://ca.example/directory     | true  | letter case
          https://127.0.0.1:14000/dir      | true  | on this machine
          http://127.0.0.1:14000/dir       | true  | nobody listens in between
          http://127.8.9.10/dir            | true  | a loopback address as well
          http://[::1]:14000/dir           | true  | of IPv6
          http://localhost:14000/dir       | true  | this machine's name
          http://ca.example/directory      | false | anybody in between could answer
          http://192.0.2.1/directory       | false | another machine
          http://10.0.0.1/directory        | false | another machine of the operator
          http://[2001:db8::1]/directory   | false | another machine
          http://127.0.0.1.ca.example/dir  | false | a name, wherever it leads
          http://localhost.ca.example/dir  | false | a name, wherever it leads
          ftp://ca.example/directory       | false | another protocol
          ca.example/directory             | false | no protocol
          https:///directory               | false | no host
          """)
  void a_directory_is_asked_over_https(String directory, boolean accepted, String why) {
    AcmeSettings settings = settings(Map.of(ONE + "directory", directory));
    if (accepted) {
      assertThatCode(() -> AcceptedSettings.require("one", settings)).doesNotThrowAnyException();
    } else {
      assertThatIllegalArgumentException()
          .as(why)
          .isThrownBy(() -> AcceptedSettings.require("one", settings))
          .withMessageContaining("certificates.acme.one.directory")
          .withMessageContaining("https://");
    }
  }

  @Test
  void an_external_account_needs_its_key_and_the_other_way_round() {
    for (String only : new String[] {"external-account", "external-account-key-file"}) {
      AcmeSettings settings = settings(Map.of(ONE + only, "something"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AcceptedSettings.require("one", settings))
          .withMessageContaining("belong together");
    }
  }

  /**
   * @param text of the file; 43 letters are 32 bytes
   */
  @ParameterizedTest(name = "\"{0}\": {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W                | -             | RFC 7515 has such ones
          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA                                     | -             | 32 bytes
          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=                                    | -             | padding
          AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA                                      | holds 31      | too short for HS256
          AAAA+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA                                | Base64url     | the other alphabet
          my secret key that is no Base64                                                 | Base64url     | a word
          ''                                                                              | holds 0       | nothing
          """)
  void a_key_file_is_read_at_the_start(String text, String problem, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("mac"), text + "\n");
    AcmeSettings settings = bound(file);
    if (problem.equals("-")) {
      assertThatCode(() -> AcceptedSettings.require("one", settings)).doesNotThrowAnyException();
      assertThat(BindingKey.read("one", file)).hasToString("BindingKey[]");
      return;
    }
    assertThatIllegalArgumentException()
        .as(why)
        .isThrownBy(() -> AcceptedSettings.require("one", settings))
        .withMessageContaining("certificates.acme.one.external-account-key-file")
        .withMessageContaining(problem)
        .withNoCause()
        .satisfies(
            refused -> {
              if (!text.isEmpty()) {
                assertThat(refused.getMessage()).doesNotContain(text);
              }
            });
  }

  @Test
  void a_missing_key_file_is_refused() {
    AcmeSettings settings = bound(folder.resolve("missing"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AcceptedSettings.require("one", settings))
        .withMessageContaining("cannot be read");
  }

  private static AcmeSettings bound(Path file) {
    return settings(
        Map.of(
            ONE + "external-account",
            "customer-1",
            ONE + "external-account-key-file",
            file.toString()));
  }
}
