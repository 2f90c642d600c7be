package net.hostedmtasts.controlplane.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How policy hosts get their certificates, and where the keys that seal private keys are. */
@ConfigMapping(prefix = "certificates")
public interface CertificateSettings {

  /**
   * Who signs, in the order in which they are asked: {@code local}, or names of {@link #acme()}.
   * The local authority is for development, tests and one-machine set-ups: no public client trusts
   * it.
   */
  @WithDefault("local")
  @NotEmpty
  List<@Pattern(regexp = "[a-z][a-z0-9-]{0,30}") String> authorities();

  /** Authorities that speak ACME (RFC 8555), by name. */
  Map<String, AcmeSettings> acme();

  /**
   * File with the key that seals private keys in the database. A file, because environments end up
   * in logs.
   */
  Path keyEncryptionKeyFile();

  /**
   * Files with keys that it has replaced: what they sealed is opened with them, and sealed anew.
   * Also the key that is going to replace it: instances that do not seal with it yet have to open
   * what others seal. They may go when the log says so.
   */
  Optional<List<Path>> replacedKeyEncryptionKeyFiles();

  /** File with the key that seals private keys on their way to the edges, which hold the same. */
  Path edgeKeyFile();

  /**
   * The key that replaces it. As soon as every edge holds this one, certificates are sealed with
   * it, those in the topic too; once none is left under the old key, this file becomes {@link
   * #edgeKeyFile()}.
   */
  Optional<Path> nextEdgeKeyFile();

  /** Certificates in the topic that are sealed anew within a second, while keys change. */
  @WithDefault("50")
  @Min(1)
  @Max(10_000)
  int resealedPerSecond();

  /** Names of the service itself that are to have certificates as well. */
  ServiceHostNames hosts();

  /** Names of the service itself, by what they are for. */
  interface ServiceHostNames {

    /**
     * Where the edges take TLS reports (RFC 8460). The certificate is published to them; they
     * answer with it on the listener for reports alone.
     */
    Optional<String> reports();

    /**
     * Where this service answers its API over TLS, with {@code quarkus.http.tls-configuration-name}
     * set to {@code issued}. The key stays in the database.
     */
    Optional<String> api();
  }

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
}
