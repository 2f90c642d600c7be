package net.hostedmtasts.policyserver.certificate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.concurrent.FastThreadLocal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import org.jspecify.annotations.Nullable;

/**
 * Picks chain and key by the requested server name, so that a new certificate counts from the next
 * handshake. There is no default: without a name, or with one that is not held, the handshake is
 * refused (RFC 8461, section 7.1).
 */
@Singleton
public class SniKeys extends EngineKeys {
  private static final String REFUSED = "refused";

  private final CurrentTables current;
  private final CertificateTopic certificates;
  private final Counter withoutName;
  private final Counter unknownName;

  /**
   * What the handshake on this thread has chosen. BoringSSL asks for the name, the chain and the
   * key in one go; looked up three times, chain and key could be of two revisions.
   */
  private final FastThreadLocal<@Nullable Material> chosen = new FastThreadLocal<>();

  @Inject
  SniKeys(CurrentTables current, CertificateTopic certificates, MeterRegistry metrics) {
    this.current = current;
    this.certificates = certificates;
    this.withoutName = metrics.counter("edge.handshakes.refused", "reason", "no_name");
    this.unknownName = metrics.counter("edge.handshakes.refused", "reason", "unknown_name");
  }

  /** What a TLS engine asks before it asks for a key. */
  public SNIMatcher names() {
    return new HeldNames(
        name -> {
          boolean held = material(name) != null;
          if (!held) {
            unknownName.increment();
          }
          return held;
        });
  }

  private @Nullable Material material(String name) {
    if (!ServiceHostKeys.isPolicyHost(name)) {
      return null;
    }
    HostCertificate held = current.tables().get(certificates, name);
    return held == null ? null : held.material();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    chosen.remove();
    Optional<String> name = RequestedName.of(engine.getHandshakeSession());
    if (name.isEmpty()) {
      return refuse(engine, withoutName);
    }
    Material material = material(name.get());
    if (material == null) {
      // Withdrawn since the name was looked at.
      return refuse(engine, unknownName);
    }
    chosen.set(material);
    return name.get();
  }

  /** Counts once: BoringSSL asks again for each type of key that the client takes. */
  private static @Nullable String refuse(SSLEngine engine, Counter reason) {
    SSLSession session = engine.getHandshakeSession();
    if (session != null && session.getValue(REFUSED) == null) {
      session.putValue(REFUSED, true);
      reason.increment();
    }
    return null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Material material = chosen.get();
    return material == null ? null : material.chain();
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Material material = chosen.get();
    chosen.remove();
    return material == null ? null : material.key();
  }
}
