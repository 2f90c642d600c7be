package net.hostedmtasts.policyserver.report;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import net.hostedmtasts.policyserver.report.KeyFiles.Unusable;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that an operator keeps in files, looked at again and again: a renewed one counts
 * from the next handshake, and what cannot be used leaves the one before where it is.
 */
@Singleton
class FileCertificate {
  private static final Logger LOG = Logger.getLogger(FileCertificate.class);

  private final TlsFileSettings settings;
  private final FileKeys key;
  private KeyFiles.@Nullable Content taken;
  private volatile String problem = "";

  FileCertificate(TlsFileSettings settings, FileKeys key) {
    this.settings = settings;
    this.key = key;
  }

  /**
   * Takes what the files hold now.
   *
   * @throws IllegalStateException if it cannot be used: there is nothing to answer with then
   */
  synchronized void load(Vertx vertx) {
    try {
      take(files(), vertx);
    } catch (Unusable e) {
      throw new IllegalStateException(e.getMessage());
    }
  }

  private KeyFiles files() throws Unusable {
    return new KeyFiles(
        named("tls.certificate-file", settings.certificateFile()),
        named("tls.key-file", settings.keyFile()));
  }

  private static Path named(String setting, Optional<Path> file) throws Unusable {
    return file.orElseThrow(
        () ->
            new Unusable(
                "quarkus.http.tls-configuration-name is \"files\", and %s names none"
                    .formatted(setting)));
  }

  /** Whether files were asked for. */
  synchronized boolean isUsed() {
    return taken != null;
  }

  /** Whether what the files hold could not be used, and something older is. */
  boolean isRefused() {
    return !problem.isEmpty();
  }

  /** Looks again. Whether another certificate is answered with than before. */
  synchronized boolean look(Vertx vertx) {
    try {
      boolean another = take(files(), vertx);
      problem = "";
      return another;
    } catch (Unusable e) {
      String found = String.valueOf(e.getMessage());
      if (!found.equals(problem)) {
        LOG.warnf("%s. The certificate that was read before stays", found);
      }
      problem = found;
      return false;
    }
  }

  private boolean take(KeyFiles files, Vertx vertx) throws Unusable {
    KeyFiles.Content content = files.read();
    if (content.equals(taken)) {
      return false;
    }
    ServerKey read = ServerKey.of(content, vertx);
    key.use(read);
    taken = content;
    LOG.infof(
        "Certificate from a file: file=%s until=%s",
        files.certificate(), read.chain().get(0).getNotAfter().toInstant());
    return true;
  }
}
