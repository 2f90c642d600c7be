package net.hostedmtasts.policyserver.certificate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.policyserver.topic.CurrentTables;

/** When the first of all certificates expires. Which one it is, the control-plane knows. */
@Singleton
final class CertificateMetrics implements MeterBinder {
  private final CurrentTables current;
  private final CertificateTopic certificates;
  private final Clock clock = Clock.systemUTC();

  @Inject
  CertificateMetrics(CurrentTables current, CertificateTopic certificates) {
    this.current = current;
    this.certificates = certificates;
  }

  @Override
  public void bindTo(MeterRegistry metrics) {
    TimeGauge.builder("edge.first.certificate.expiry", this::secondsLeft, TimeUnit.SECONDS)
        .description(
            "Time until the first certificate expires; negative when one has, absent without any")
        .register(metrics);
  }

  /** Looks through all of them: milliseconds for 100,000, and only when metrics are asked for. */
  private double secondsLeft() {
    Instant first =
        current.tables().all(certificates).stream()
            .map(HostCertificate::notAfter)
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
    return first.equals(Instant.MAX)
        ? Double.NaN
        : Duration.between(clock.instant(), first).toSeconds();
  }
}
