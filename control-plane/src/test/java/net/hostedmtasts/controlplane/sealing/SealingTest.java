package net.hostedmtasts.controlplane.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTest {
  private static final byte[] SECRET = "secret-marker".getBytes(UTF_8);
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");

  @TempDir Path folder;
  private KeyEncryption atRest;
  private EdgeSealing forEdges;

  @BeforeEach
  void read_keys() {
    atRest = new KeyEncryption(List.of(TestKeys.key(folder, 1)));
    forEdges = new EdgeSealing(List.of(TestKeys.key(folder, 2)));
  }

  @Test
  void what_was_sealed_opens_for_its_owner() {
    assertThat(atRest.open(atRest.seal(SECRET, "host a"), "host a")).isEqualTo(SECRET);
  }

  @Test
  void what_was_sealed_does_not_open_for_another_owner() {
    SealedKey sealed = atRest.seal(SECRET, "host a");
    assertThatExceptionOfType(CannotOpen.class).isThrownBy(() -> atRest.open(sealed, "host b"));
  }

  @Test
  void another_key_does_not_open_and_both_ids_are_told() {
    KeyEncryption other = new KeyEncryption(List.of(TestKeys.key(folder, 3)));
    SealedKey sealed = atRest.seal(SECRET, "host a");
    assertThatExceptionOfType(CannotOpen.class)
        .isThrownBy(() -> other.open(sealed, "host a"))
        .withMessageContainingAll(atRest.keyId(), other.keyId());
  }

  @Test
  void a_replaced_key_opens_and_never_seals() {
    SealedKey before = atRest.seal(SECRET, "host a");
    KeyEncryption now =
        new KeyEncryption(List.of(TestKeys.key(folder, 3), TestKeys.key(folder, 1)));
    assertThat(now.open(before, "host a")).isEqualTo(SECRET);

    SealedKey again = now.again(before, "host a");
    assertThat(again.keyId()).isEqualTo(now.keyId()).isNotEqualTo(before.keyId());
    assertThat(new KeyEncryption(List.of(TestKeys.key(folder, 3))).open(again, "host a"))
        .isEqualTo(SECRET);
    assertThatExceptionOfType(CannotOpen.class).isThrownBy(() -> now.again(before, "host b"));
  }

  @Test
  void edges_get_the_last_key_that_all_of_them_hold() {
    EncryptionKey next = TestKeys.key(folder, 4);
    EdgeSealing changing = new EdgeSealing(List.of(TestKeys.key(folder, 2), next));
    assertThat(changing.keyId()).isEqualTo(forEdges.keyId());
    changing.useLastOf(id -> id.equals(forEdges.keyId()));
    assertThat(changing.keyId()).isEqualTo(forEdges.keyId());
    changing.useLastOf(id -> false);
    assertThat(changing.keyId()).isEqualTo(forEdges.keyId());
    changing.useLastOf(id -> true);
    assertThat(changing.keyId()).isEqualTo(next.id());
    assertThat(changing.seal(SECRET, HOST, 7).keyId()).isEqualTo(next.id());
  }

  @Test
  void no_changed_byte_goes_unseen() {
    SealedKey sealed = atRest.seal(SECRET, "host a");
    byte[] bytes = Base64.getDecoder().decode(sealed.ciphertext());
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      SealedKey forged = new SealedKey(sealed.keyId(), Base64.getEncoder().encodeToString(changed));
      assertThatExceptionOfType(CannotOpen.class).isThrownBy(() -> atRest.open(forged, "host a"));
    }
  }

  @Test
  void what_is_too_short_for_nonce_and_tag_does_not_open() {
    SealedKey cut = new SealedKey(atRest.keyId(), Base64.getEncoder().encodeToString(new byte[27]));
    assertThatExceptionOfType(CannotOpen.class).isThrownBy(() -> atRest.open(cut, "host a"));
  }

  @Test
  void the_same_secret_is_never_sealed_to_the_same_bytes() {
    assertThat(atRest.seal(SECRET, "host a")).isNotEqualTo(atRest.seal(SECRET, "host a"));
  }

  @Test
  void an_edge_opens_with_host_revision_and_key_id() throws GeneralSecurityException {
    SealedKey sealed = forEdges.seal(SECRET, HOST, 7);
    assertThat(opened(sealed, "mta-sts.example.com\n7\n" + forEdges.keyId())).isEqualTo(SECRET);
  }

  @Test
  void a_record_moved_to_another_revision_does_not_open() {
    SealedKey sealed = forEdges.seal(SECRET, HOST, 7);
    assertThatExceptionOfType(AEADBadTagException.class)
        .isThrownBy(() -> opened(sealed, "mta-sts.example.com\n8\n" + forEdges.keyId()));
  }

  @Test
  void a_sealed_key_shows_its_key_id_only() {
    assertThat(forEdges.seal(SECRET, HOST, 7)).hasToString("SealedKey[" + forEdges.keyId() + "]");
  }

  // As deploy/contract/README.md says, with nothing of ours.
  private static byte[] opened(SealedKey sealed, String associated)
      throws GeneralSecurityException {
    byte[] bytes = Base64.getDecoder().decode(sealed.ciphertext());
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(TestKeys.bytes(2), "AES"),
        new GCMParameterSpec(128, bytes, 0, 12));
    cipher.updateAAD(associated.getBytes(UTF_8));
    return cipher.doFinal(bytes, 12, bytes.length - 12);
  }
}
