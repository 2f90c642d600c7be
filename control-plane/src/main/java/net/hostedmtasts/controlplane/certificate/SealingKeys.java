package net.hostedmtasts.controlplane.certificate;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
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
    List<EncryptionKey> keys = new ArrayList<>();
    keys.add(
        EncryptionKey.read(
            settings.keyEncryptionKeyFile(), "certificates.key-encryption-key-file"));
    settings
        .replacedKeyEncryptionKeyFiles()
        .orElse(List.of())
        .forEach(
            file ->
                keys.add(
                    EncryptionKey.read(file, "certificates.replaced-key-encryption-key-files")));
    return new KeyEncryption(keys);
  }

  /**
   * @throws InvalidKeyFile so that the service does not start
   */
  @Produces
  @Singleton
  static EdgeSealing forEdges(CertificateSettings settings) {
    List<EncryptionKey> keys = new ArrayList<>();
    keys.add(EncryptionKey.read(settings.edgeKeyFile(), "certificates.edge-key-file"));
    settings
        .nextEdgeKeyFile()
        .ifPresent(file -> keys.add(EncryptionKey.read(file, "certificates.next-edge-key-file")));
    return new EdgeSealing(keys);
  }

  /** Makes both at start: a wrong file must not be found out by the first certificate. */
  static void start(@Observes StartupEvent event, KeyEncryption atRest, EdgeSealing forEdges) {
    LOG.infof(
        "Private keys are sealed: key at rest %s, key for the edges %s",
        atRest.keyId(), forEdges.keyId());
  }
}
