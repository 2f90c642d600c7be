package net.hostedmtasts.policyserver.report;

import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import net.hostedmtasts.policyserver.certificate.ServiceHostKeys;

/**
 * The TLS configuration {@code issued}: certificates that the control-plane ordered for hosts of
 * the service itself, whichever this edge holds just now.
 */
@Singleton
@Identifier("issued")
final class IssuedKeyStore implements KeyStoreProvider {
  private final ServiceHostKeys keys;

  IssuedKeyStore(ServiceHostKeys keys) {
    this.keys = keys;
  }

  @Override
  public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
    return new KeyStoreAndKeyCertOptions(empty(), KeyCertOptions.wrap(keys));
  }

  /** Keys are asked for where handshakes are made; a store holds none that change. */
  static KeyStore empty() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Every Java has PKCS #12", e);
    }
  }
}
