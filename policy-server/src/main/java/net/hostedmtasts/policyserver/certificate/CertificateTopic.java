package net.hostedmtasts.policyserver.certificate;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import net.hostedmtasts.policyserver.topic.State;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.TopicJson;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.jspecify.annotations.Nullable;

/** {@code mta-sts.certificates}: key is the policy host, or the host that reports are sent to. */
@Singleton
public class CertificateTopic implements Topic<HostCertificate> {
  static final int MAX_CHAIN = 8;
  static final int MAX_CERTIFICATE_CHARACTERS = 16_384;
  static final int MAX_KEY_CHARACTERS = 8_192;

  /**
   * CAs change their intermediates a few times a year: this many at once are a fault, not worth
   * keeping.
   */
  private static final int MAX_ISSUERS_KEPT = 1_000;

  private static final int MAX_HOST = 253;
  private static final Pattern HOST = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})+");

  private final SealingKeys keys;
  private final Map<List<String>, Issuers> issuers = new ConcurrentHashMap<>();

  /** The value as it is written: deploy/contract/schemas/certificate-changed.json. */
  record CertificateChanged(
      @Nullable Long revision,
      @Nullable State state,
      @Nullable List<@Nullable String> chain,
      @Nullable String sealedKey,
      @Nullable String keyId,
      @Nullable Instant notAfter) {

    @Override
    public String toString() {
      return "CertificateChanged[revision=" + revision + ", state=" + state + "]";
    }
  }

  @Inject
  CertificateTopic(SealingKeys keys) {
    this.keys = keys;
  }

  @Override
  public String name() {
    return "mta-sts.certificates";
  }

  @Override
  public HostCertificate read(String key, byte[] value, Instant sentAt) throws UnreadableRecord {
    if (key.length() > MAX_HOST || !HOST.matcher(key).matches()) {
      throw new UnreadableRecord("key is no host");
    }
    CertificateChanged changed = TopicJson.read(value, CertificateChanged.class);
    if (changed.revision() == null || changed.state() == null) {
      throw new UnreadableRecord("revision or state missing");
    }
    return switch (changed.state()) {
      case SERVED ->
          HostCertificate.served(changed.revision(), material(key, changed.revision(), changed));
      case WITHDRAWN -> HostCertificate.withdrawn(changed.revision());
    };
  }

  /** Sealing keys: what was sealed with one that this edge lacked opens when it has come. */
  @Override
  public int additions() {
    return keys.added();
  }

  private Material material(String host, long revision, CertificateChanged changed)
      throws UnreadableRecord {
    List<String> chain = chain(changed.chain());
    String sealed = changed.sealedKey();
    String keyId = changed.keyId();
    Instant notAfter = changed.notAfter();
    if (sealed == null
        || keyId == null
        || notAfter == null
        || sealed.length() > MAX_KEY_CHARACTERS) {
      throw new UnreadableRecord("sealed_key, key_id or not_after missing or too long");
    }
    byte[] opened = keys.open(host, revision, keyId, Der.bytes(sealed));
    if (!Der.isOneSequence(opened)) {
      throw new UnreadableRecord("private key is not one DER sequence");
    }
    return new Material(
        Der.decode(chain.get(0)), issuers(chain.subList(1, chain.size())), opened, notAfter);
  }

  private static List<String> chain(@Nullable List<@Nullable String> chain)
      throws UnreadableRecord {
    if (chain == null || chain.isEmpty() || chain.size() > MAX_CHAIN) {
      throw new UnreadableRecord("chain missing or not of 1 to " + MAX_CHAIN + " certificates");
    }
    List<String> checked = new ArrayList<>();
    for (String certificate : chain) {
      if (certificate == null || certificate.length() > MAX_CERTIFICATE_CHARACTERS) {
        throw new UnreadableRecord("certificate null or too long");
      }
      checked.add(certificate);
    }
    return checked;
  }

  private Issuers issuers(List<String> base64) throws UnreadableRecord {
    Issuers known = issuers.get(base64);
    if (known != null) {
      return known;
    }
    List<byte[]> der = new ArrayList<>();
    for (String certificate : base64) {
      der.add(Der.decode(certificate));
    }
    if (issuers.size() >= MAX_ISSUERS_KEPT) {
      issuers.clear();
    }
    Issuers made = new Issuers(der);
    issuers.put(List.copyOf(base64), made);
    return made;
  }
}
