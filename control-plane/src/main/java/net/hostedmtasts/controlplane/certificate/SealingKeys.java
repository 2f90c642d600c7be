package net.hostedmtasts.controlplane.certificate;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.sealing.EdgeSealing;
import net.hostedmtasts.controlplane.sealing.EncryptionKey;
import net.hostedmtasts.controlplane.sealing.InvalidKeyFile;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import org.jboss.logging.Logger;

/** The sealing keys as the settings name them. */
final class SealingKeys {
  private static final Logger LOG = Logger.getLogger(SealingKeys.class);

  private SealingKeys() {}

  /**
   * @throws InvalidKeyFile so that the service does not start
   */
  @Produces
  @Singleton
  static KeyEncryption atRest(CertificateSettings settings) {
    return new KeyEncryption(
        EncryptionKey.read(
            settings.keyEncryptionKeyFile(), "certificates.key-encryption-key-file"));
  }

  /**
   * @throws InvalidKeyFile so that the service does not start
   */
  @Produces
  @Singleton
  static EdgeSealing forEdges(CertificateSettings settings) {
    return new EdgeSealing(
        EncryptionKey.read(settings.edgeKeyFile(), "certificates.edge-key-file"));
  }

  /** Makes both at start: a wrong file must not be found out by the first certificate. */
  static void start(@Observes StartupEvent event, KeyEncryption atRest, EdgeSealing forEdges) {
    LOG.infof(
        "Private keys are sealed: key at rest %s, key for the edges %s",
        atRest.keyId(), forEdges.keyId());
  }
}
