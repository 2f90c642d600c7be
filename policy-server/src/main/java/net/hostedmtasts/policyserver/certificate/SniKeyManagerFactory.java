package net.hostedmtasts.policyserver.certificate;

import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The form in which a TLS context takes a key manager. */
public final class SniKeyManagerFactory extends KeyManagerFactory {
  public SniKeyManagerFactory(X509ExtendedKeyManager keys) {
    super(new Spi(keys), anyProvider(), "SNI");
  }

  /** The class wants one to name; nothing is asked of it. */
  private static Provider anyProvider() {
    return Security.getProviders()[0];
  }

  private static final class Spi extends KeyManagerFactorySpi {
    private final KeyManager[] keys;

    Spi(X509ExtendedKeyManager keys) {
      this.keys = new KeyManager[] {keys};
    }

    @Override
    protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {
      // The keys are there already: there is no store.
    }

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {
      // The keys are there already: there are no parameters.
    }

    @Override
    protected KeyManager[] engineGetKeyManagers() {
      return keys;
    }
  }
}
