package net.hostedmtasts.controlplane.certificate.acme;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.order.RenewalWindow;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;

/** Asks an authority when it wants a certificate to be renewed (RFC 9773). */
final class AcmeRenewal {
  /** At least twice a day (RFC 9773, section 4.3.3), and not all the time. */
  private static final Duration USUAL = Duration.ofHours(6);

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  private AcmeRenewal() {}

  static Optional<RenewalWindow> window(Login login, X509Certificate leaf) throws AcmeException {
    if (login.getSession().resourceUrlOptional(Resource.RENEWAL_INFO).isEmpty()) {
      return Optional.empty();
    }
    RenewalInfo info = login.bindRenewalInfo(leaf);
    Optional<Instant> again = info.fetch();
    Instant start = info.getSuggestedWindowStart();
    Instant end = info.getSuggestedWindowEnd();
    if (end.isBefore(start)) {
      // A failure, so that it is asked again: "nothing to say" is for good.
      throw new AcmeProtocolException("A window that ends before it begins");
    }
    return Optional.of(new RenewalWindow(start, end, askAgainAt(again)));
  }

  private static Instant askAgainAt(Optional<Instant> again) {
    Instant now = Clock.systemUTC().instant();
    Instant at = again.orElse(now.plus(USUAL));
    if (at.isBefore(now.plus(SHORTEST))) {
      return now.plus(SHORTEST);
    }
    return at.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : at;
  }
}
