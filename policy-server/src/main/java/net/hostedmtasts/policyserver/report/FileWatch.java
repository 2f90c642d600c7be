package net.hostedmtasts.policyserver.report;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Looks at the files of a certificate again and again, where one is answered with. By content: a
 * watch of the file system misses what a mounted secret does.
 */
@Singleton
final class FileWatch {

  void start(
      @Observes StartupEvent started,
      FileCertificate certificate,
      TlsFileSettings settings,
      Vertx vertx,
      MeterRegistry metrics) {
    if (!certificate.isUsed()) {
      return;
    }
    Gauge.builder("tls.files.refused", certificate, files -> files.isRefused() ? 1 : 0)
        .description("1 while the files of the certificate cannot be used and an older one is")
        .register(metrics);
    vertx.setPeriodic(
        settings.fileInterval().toMillis(),
        timer -> {
          var unused = vertx.executeBlocking(() -> certificate.look(vertx));
        });
  }
}
