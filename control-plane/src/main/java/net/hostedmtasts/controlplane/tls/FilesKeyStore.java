package net.hostedmtasts.controlplane.tls;

import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The TLS configuration {@code files}: whatever certificate the files hold just now. */
@Singleton
@Identifier(FilesKeyStore.NAME)
final class FilesKeyStore implements KeyStoreProvider {
  static final String NAME = "files";

  private final FileCertificate certificate;
  private final ApiKey key;
  private final Optional<String> tls;

  FilesKeyStore(
      FileCertificate certificate,
      ApiKey key,
      @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> tls) {
    this.certificate = certificate;
    this.key = key;
    this.tls = tls;
  }

  /** Without files, where nobody wants them: every configuration is made at the start. */
  @Override
  public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
    if (tls.filter(NAME::equals).isPresent()) {
      certificate.load(vertx);
    }
    return new KeyStoreAndKeyCertOptions(IssuedKeyStore.empty(), KeyCertOptions.wrap(key));
  }
}
