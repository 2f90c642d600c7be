package net.hostedmtasts.e2e.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search itself: what is hidden in a known way is found. */
class SecretTest {
  private static final byte[] BYTES =
      HexFormat.of().parseHex("00fffefdfcfbfa3e3f7f80c1c2a0b0c0d0e0f0112233445566778899aabbccdd");
  private static final Secret SECRET = Secret.of("secret", BYTES);

  @ParameterizedTest(name = "after {0} bytes")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 100, 101, 102})
  void is_found_in_base64_at_each_place(int before) {
    byte[] around = around(before);
    assertThat(SECRET.isIn(around)).isTrue();
    assertThat(SECRET.isIn(Base64.getEncoder().encode(around))).isTrue();
    assertThat(SECRET.isIn(Base64.getUrlEncoder().encode(around))).isTrue();
    assertThat(SECRET.isIn(Base64.getMimeEncoder().encode(around))).isTrue();
  }

  @Test
  void is_found_as_numbers() {
    assertThat(SECRET.isIn(text(HexFormat.of().formatHex(around(3))))).isTrue();
    assertThat(SECRET.isIn(text(HexFormat.of().withUpperCase().formatHex(around(3))))).isTrue();
    assertThat(SECRET.isIn(text(Arrays.toString(around(3))))).isTrue();
  }

  @Test
  void a_private_key_is_found_in_its_encodings() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    PrivateKey key = generator.generateKeyPair().getPrivate();
    Secret secret = Secret.privateKey("key", key.getEncoded());
    String pem = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    assertThat(secret.isIn(key.getEncoded())).isTrue();
    assertThat(secret.isIn(text(pem))).isTrue();
    assertThat(secret.isIn(text(pem.replace("\n", "\\n")))).isTrue();
    assertThat(secret.isIn(text(((ECPrivateKey) key).getS().toString()))).isTrue();
  }

  @Test
  void what_is_not_there_is_not_found() {
    byte[] other = BYTES.clone();
    other[20] ^= 1;
    assertThat(Secret.of("other", other).isIn(around(1))).isFalse();
    assertThat(SECRET.isIn(Base64.getEncoder().encode(other))).isFalse();
  }

  private static byte[] around(int before) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(new byte[before]);
    all.writeBytes(BYTES);
    all.writeBytes(new byte[] {-1, 7, 9});
    return all.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
