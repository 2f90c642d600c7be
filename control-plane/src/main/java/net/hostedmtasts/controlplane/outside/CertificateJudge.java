package net.hostedmtasts.controlplane.outside;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/**
 * Judges a policy host's certificate as a sending MTA does, and finds all that is wrong with it.
 */
@Singleton
final class CertificateJudge {
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final int CHAINS = 100_000;

  private final TrustedRoots roots;
  private final Clock clock;

  /** Digests of chains that lead to a root: signatures stay what they are. */
  private final Cache<HashCode, Boolean> trusted =
      CacheBuilder.newBuilder().maximumSize(CHAINS).build();

  CertificateJudge(TrustedRoots roots, Clock clock) {
    this.roots = roots;
    this.clock = clock;
  }

  /**
   * What is wrong; nothing where it is valid. Costs milliseconds: not on an event loop.
   *
   * @param chain as the server sent it, its own certificate first
   */
  Set<CertificateProblem> judge(List<X509Certificate> chain, PolicyHost host) {
    return judge(chain, host.value());
  }

  /** The same for any host. */
  Set<CertificateProblem> judge(List<X509Certificate> chain, String host) {
    X509Certificate own = chain.get(0);
    Instant now = clock.instant();
    Set<CertificateProblem> problems = EnumSet.noneOf(CertificateProblem.class);
    if (CertificateFacts.dnsNames(own).stream().noneMatch(name -> covers(name, host))) {
      problems.add(CertificateProblem.WRONG_NAME);
    }
    if (now.isAfter(own.getNotAfter().toInstant())) {
      problems.add(CertificateProblem.EXPIRED);
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      problems.add(CertificateProblem.NOT_YET_VALID);
    }
    if (!isTrusted(chain, withinLife(own, now))) {
      problems.add(CertificateProblem.UNTRUSTED);
    }
    return problems;
  }

  /** A wildcard is the whole left-most label and stands for one label (RFC 6125, section 6.4.3). */
  static boolean covers(String dnsName, String host) {
    String name = dnsName.toLowerCase(Locale.ROOT);
    return (name.startsWith("*.") && host.indexOf('.') > 0)
        ? name.substring(1).equals(host.substring(host.indexOf('.')))
        : name.equals(host);
  }

  private boolean isTrusted(List<X509Certificate> chain, Instant when) {
    HashCode digest = digest(chain);
    boolean seen =
        trusted.getIfPresent(digest) != null && chain.stream().allMatch(one -> inDate(one, when));
    if (seen) {
      return true;
    }
    boolean now = leadsToRoot(chain, when);
    if (now) {
      trusted.put(digest, true);
    }
    return now;
  }

  private static HashCode digest(List<X509Certificate> chain) {
    Hasher hasher = Hashing.sha256().newHasher();
    try {
      for (X509Certificate certificate : chain) {
        hasher.putBytes(certificate.getEncoded());
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("It was read from octets", e);
    }
    return hasher.hash();
  }

  private static boolean inDate(X509Certificate certificate, Instant when) {
    return !when.isBefore(certificate.getNotBefore().toInstant())
        && !when.isAfter(certificate.getNotAfter().toInstant());
  }

  private boolean leadsToRoot(List<X509Certificate> chain, Instant when) {
    try {
      PKIXBuilderParameters path =
          new PKIXBuilderParameters(roots.anchors(), forServers(chain.get(0)));
      path.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      path.setDate(Date.from(when));
      // Sending MTAs do not ask whether it is revoked either.
      path.setRevocationEnabled(false);
      CertPathBuilder.getInstance("PKIX").build(path);
      return true;
    } catch (CertPathBuilderException noWay) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has PKIX", e);
    }
  }

  private static X509CertSelector forServers(X509Certificate own) {
    X509CertSelector selector = new X509CertSelector();
    selector.setCertificate(own);
    try {
      selector.setExtendedKeyUsage(Set.of(SERVER_AUTH));
    } catch (IOException e) {
      throw new IllegalStateException("It is an object identifier", e);
    }
    return selector;
  }

  /** Whether a chain is trusted is told apart from whether its certificate is in date. */
  private static Instant withinLife(X509Certificate own, Instant now) {
    Instant from = own.getNotBefore().toInstant();
    Instant until = own.getNotAfter().toInstant();
    return now.isBefore(from) ? from : now.isAfter(until) ? until : now;
  }
}
