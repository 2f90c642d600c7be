package net.hostedmtasts.policyserver.validation;

import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import net.hostedmtasts.policyserver.certificate.EngineKeys;
import net.hostedmtasts.policyserver.certificate.RequestedName;
import net.hostedmtasts.policyserver.challenge.TlsChallenges;
import org.jspecify.annotations.Nullable;

/** Picks the validation certificate by the requested server name, which is the alias too. */
final class ValidationKeys extends EngineKeys {
  private static final String ELLIPTIC = "EC";

  private final TlsChallenges challenges;

  ValidationKeys(TlsChallenges challenges) {
    this.challenges = challenges;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    Optional<String> name =
        RequestedName.of(engine.getHandshakeSession()).filter(challenges::pending);
    return keyType.equals(ELLIPTIC) ? name.orElse(null) : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return challenges
        .certificate(alias)
        .map(certificate -> new X509Certificate[] {certificate})
        .orElse(null);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return challenges.key();
  }
}
