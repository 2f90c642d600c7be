package net.hostedmtasts.controlplane.tls;

import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** The TLS configuration {@code issued}: the API's own certificate, whichever it is just now. */
@Singleton
@Identifier(IssuedKeyStore.NAME)
final class IssuedKeyStore implements KeyStoreProvider {
  static final String NAME = "issued";

  private final ApiKey key;

  IssuedKeyStore(ApiKey key) {
    this.key = key;
  }

  @Override
  public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
    return new KeyStoreAndKeyCertOptions(empty(), KeyCertOptions.wrap(key));
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
