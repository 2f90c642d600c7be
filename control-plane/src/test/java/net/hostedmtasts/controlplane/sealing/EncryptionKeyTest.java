package net.hostedmtasts.controlplane.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncryptionKeyTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String SETTING = "certificates.edge-key-file";

  @TempDir Path folder;

  @Test
  void an_id_is_the_first_16_hexadecimal_digits_of_the_keys_sha256() throws IOException {
    // printf '%064d' | xxd -r -p | sha256sum (deploy/contract/README.md)
    assertThat(EncryptionKey.read(file(KEY), SETTING).id()).isEqualTo("66687aadf862bd77");
  }

  @Test
  void space_around_the_text_is_ignored() throws IOException {
    assertThat(EncryptionKey.read(file(" " + KEY + "\r\n"), SETTING).id())
        .isEqualTo(EncryptionKey.read(file(KEY), SETTING).id());
  }

  @Test
  void a_missing_file_is_refused_with_the_setting_and_the_way_to_make_one() {
    Path missing = folder.resolve("missing");
    assertThatExceptionOfType(InvalidKeyFile.class)
        .isThrownBy(() -> EncryptionKey.read(missing, SETTING))
        .withMessageContainingAll(
            SETTING, missing.toString(), "does not exist", "head -c 32 /dev/urandom | base64");
  }

  @Test
  void a_folder_is_refused() {
    assertThatExceptionOfType(InvalidKeyFile.class)
        .isThrownBy(() -> EncryptionKey.read(folder, SETTING))
        .withMessageContaining("cannot be read");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          31 bytes | c2VjcmV0LW1hcmtlci1zZWNyZXQtbWFya2VyLTEyMw== | holds 31 bytes
          33 bytes | c2VjcmV0LW1hcmtlci1zZWNyZXQtbWFya2VyLTEyMzQ1 | holds 33 bytes
          no Base64 | secret-marker!secret-marker!secret-marker!!! | is not Base64 text
          empty | '' | holds 0 bytes
          """)
  void a_wrong_file_is_refused_without_showing_what_it_holds(
      String why, String content, String problem) throws IOException {
    Path file = file(content);
    assertThatExceptionOfType(InvalidKeyFile.class)
        .isThrownBy(() -> EncryptionKey.read(file, SETTING))
        .withMessageContainingAll(SETTING, problem)
        .withNoCause()
        .satisfies(
            refusal -> assertThat(refusal.getMessage()).doesNotContain("secret-marker", "c2Vj"));
  }

  @Test
  void a_key_does_not_show_itself() throws IOException {
    assertThat(EncryptionKey.read(file(KEY), SETTING))
        .hasToString("EncryptionKey[66687aadf862bd77]");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "key", ""), content);
  }
}
