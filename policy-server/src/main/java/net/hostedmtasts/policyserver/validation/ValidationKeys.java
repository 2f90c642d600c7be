package net.hostedmtasts.policyserver.validation;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import net.hostedmtasts.policyserver.certificate.RequestedName;
import net.hostedmtasts.policyserver.challenge.TlsChallenges;
import org.jspecify.annotations.Nullable;

/** Picks the validation certificate by the requested server name, which is the alias too. */
final class ValidationKeys extends X509ExtendedKeyManager {
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

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }
}
