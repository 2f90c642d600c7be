package net.hostedmtasts.policyserver.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;

/** The sealing keys that this edge holds: the current one, and the next while keys are changed. */
@Singleton
public class SealingKeys {
  private static final int MAX_FILE_BYTES = 1_024;

  private final Map<String, SealingKey> byId;

  /**
   * Refuses to start with a file that is missing or holds no key: without keys no name could be
   * answered.
   */
  @Inject
  SealingKeys(CertificateSettings settings) {
    this(settings.sealingKeyFiles().stream().map(SealingKeys::read).toList());
  }

  SealingKeys(Collection<SealingKey> keys) {
    this.byId =
        keys.stream()
            .collect(
                Collectors.toUnmodifiableMap(SealingKey::id, Function.identity(), (a, b) -> a));
  }

  /**
   * Ids of the keys held, for the control-plane: it seals with a key only when every edge has it.
   */
  public List<String> ids() {
    return byId.keySet().stream().sorted(Comparator.naturalOrder()).toList();
  }

  byte[] open(String policyHost, long revision, String keyId, byte[] sealed)
      throws UnreadableRecord {
    SealingKey key = byId.get(keyId);
    if (key == null) {
      throw new UnreadableRecord("sealed with a key that this edge lacks");
    }
    return key.open(policyHost, revision, sealed);
  }

  private static SealingKey read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new IllegalArgumentException("too large");
      }
      return new SealingKey(Base64.getDecoder().decode(Files.readString(file, US_ASCII).strip()));
    } catch (IOException | IllegalArgumentException e) {
      // Without the cause: its message may quote the file, which holds a secret.
      throw new IllegalStateException(
          "certificates.sealing-key-files: %s does not hold %d bytes as Base64 text"
              .formatted(file, SealingKey.BYTES));
    }
  }
}
