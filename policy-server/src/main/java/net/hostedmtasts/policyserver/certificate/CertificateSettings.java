package net.hostedmtasts.policyserver.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How sealed private keys are opened. */
@ConfigMapping(prefix = "certificates")
public interface CertificateSettings {
  /**
   * Files with the keys that open private keys, the current one and the next: each holds 32 bytes
   * as Base64 text. Files, because environments end up in logs. One that is not there is waited for
   * as long as another holds a key.
   */
  @Size(min = 1, max = 16)
  List<Path> sealingKeyFiles();

  /** How often the files are looked at again, so that the next key comes without a restart. */
  @WithDefault("PT5S")
  @DurationMin(millis = 100)
  @DurationMax(hours = 1)
  Duration sealingKeyInterval();
}
