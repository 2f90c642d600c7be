package net.hostedmtasts.controlplane.certificate.order;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import net.hostedmtasts.controlplane.certificate.RenewalTime;

/** When certificates are renewed, unless their authority says it better (RFC 9773). */
@Singleton
final class RenewalSchedule {
  private final OrderSettings settings;

  RenewalSchedule(OrderSettings settings) {
    this.settings = settings;
  }

  Instant time(X509Certificate leaf, Instant issued) {
    double earlier = settings.renewalJitter() * ThreadLocalRandom.current().nextDouble();
    return RenewalTime.of(issued, leaf.getNotAfter().toInstant(), earlier);
  }
}
