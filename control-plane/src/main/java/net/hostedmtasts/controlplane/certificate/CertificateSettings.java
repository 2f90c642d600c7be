package net.hostedmtasts.controlplane.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How policy hosts get their certificates, and where the keys that seal private keys are. */
@ConfigMapping(prefix = "certificates")
public interface CertificateSettings {

  /**
   * Who signs. The local authority is for development, tests and one-machine set-ups: no public
   * client trusts it.
   */
  @WithDefault("local")
  Authority authority();

  /**
   * File with the key that seals private keys in the database. A file, because environments end up
   * in logs.
   */
  Path keyEncryptionKeyFile();

  /** File with the key that seals private keys on their way to the edges, which hold the same. */
  Path edgeKeyFile();

  /**
   * How long one order of a policy host belongs to one attempt; then another instance goes on with
   * it. An attempt of the local authority takes milliseconds.
   */
  @WithDefault("PT10S")
  @DurationMin(seconds = 1)
  @DurationMax(hours = 1)
  Duration orderLease();

  /** The authority that is made at the first start. */
  LocalAuthority localAuthority();

  /** Settings of the local authority. */
  interface LocalAuthority {

    /** Lifetime of a certificate, in whole seconds: a certificate cannot say more. */
    @WithDefault("P90D")
    @DurationMin(seconds = 2)
    @DurationMax(days = 825)
    Duration lifetime();

    /**
     * Where the root is written as PEM at each start, for whoever is to trust it. Not written where
     * not set.
     */
    Optional<Path> rootFile();
  }

  /** Who can sign. */
  enum Authority {
    /** Made by this service itself. */
    LOCAL
  }
}
