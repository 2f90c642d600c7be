package net.hostedmtasts.policyserver.certificate;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.util.List;

/** How sealed private keys are opened. */
@ConfigMapping(prefix = "certificates")
public interface CertificateSettings {
  /**
   * Files with the keys that open private keys, the current one and the next: each holds 32 bytes
   * as Base64 text. Files, because environments end up in logs.
   */
  @Size(min = 1, max = 16)
  List<Path> sealingKeyFiles();
}
