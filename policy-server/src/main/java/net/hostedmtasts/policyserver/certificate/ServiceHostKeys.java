package net.hostedmtasts.policyserver.certificate;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Picks chain and key of a host of the service itself, such as the one that reports are sent to, by
 * the requested server name. Policy hosts are answered on another listener, and without a name
 * handshakes are refused here as they are there.
 */
@Singleton
public class ServiceHostKeys extends EngineKeys {
  private static final Logger LOG = Logger.getLogger(ServiceHostKeys.class);
  private static final String POLICY_HOST = "mta-sts.";

  /** Between host and number: no host name has it. */
  private static final char SEPARATOR = '#';

  private final CurrentTables current;
  private final CertificateTopic certificates;
  private final EdgeStatus status;

  /** Parsed when a handshake wants it first; the service has a handful of hosts at most. */
  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

  private final AtomicLong count = new AtomicLong();

  /**
   * What was parsed, and from what. Its alias is its own: chain and key of one handshake are asked
   * for one after the other, and a renewal may come in between.
   *
   * @param before what it has replaced: a handshake may have chosen it already
   */
  private record Parsed(
      String alias,
      Material material,
      List<X509Certificate> chain,
      PrivateKey key,
      @Nullable Parsed before) {
    Parsed alone() {
      return new Parsed(alias, material, chain, key, null);
    }

    @Nullable Parsed named(String wanted) {
      if (alias.equals(wanted)) {
        return this;
      }
      return before == null ? null : before.named(wanted);
    }

    @Override
    public String toString() {
      return "Parsed[" + alias + "]";
    }
  }

  @Inject
  ServiceHostKeys(CurrentTables current, CertificateTopic certificates, EdgeStatus status) {
    this.current = current;
    this.certificates = certificates;
    this.status = status;
  }

  /** Whether the name is that of a domain's policy host, and of nothing else (RFC 8461). */
  static boolean isPolicyHost(String name) {
    return name.startsWith(POLICY_HOST);
  }

  /** What was read before this edge was ready may be older than what others answer with. */
  private Optional<Parsed> newest(String name) {
    if (isPolicyHost(name) || !status.answering()) {
      return Optional.empty();
    }
    HostCertificate held = current.tables().get(certificates, name);
    Material material = held == null ? null : held.material();
    return material == null
        ? Optional.empty()
        : Optional.ofNullable(
            parsed.compute(name, (host, before) -> parse(host, material, before)));
  }

  private @Nullable Parsed parse(String host, Material material, @Nullable Parsed before) {
    if (before != null && before.material() == material) {
      return before;
    }
    try {
      return new Parsed(
          host + SEPARATOR + count.incrementAndGet(),
          material,
          List.of(material.parsedChain()),
          material.parsedKey(),
          before == null ? null : before.alone());
    } catch (GeneralSecurityException e) {
      // Without the cause's text: it may quote the key.
      LOG.errorf("Certificate or key not readable: host=%s", host);
      return before;
    }
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return RequestedName.of(engine.getHandshakeSession())
        .map(name -> alias(name, keyType))
        .orElse(null);
  }

  /** Names the newest certificate of a host, and no other; null where there is none. */
  @Nullable String alias(String name, String keyType) {
    return newest(name)
        .filter(it -> it.key().getAlgorithm().equals(keyType))
        .map(Parsed::alias)
        .orElse(null);
  }

  private @Nullable Parsed named(String alias) {
    Parsed host = parsed.get(alias.substring(0, Math.max(0, alias.indexOf(SEPARATOR))));
    return host == null ? null : host.named(alias);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Parsed found = named(alias);
    return found == null ? null : found.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Parsed found = named(alias);
    return found == null ? null : found.key();
  }
}
