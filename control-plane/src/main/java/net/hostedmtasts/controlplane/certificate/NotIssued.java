package net.hostedmtasts.controlplane.certificate;

import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.jspecify.annotations.Nullable;

/** There is no certificate for a policy host now. The message is fit to be shown to its owner. */
public final class NotIssued extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. The names are stable: metrics and findings carry them. */
  public enum Reason {
    /** The authority will not sign; asking again as it is does not help. */
    REFUSED,
    /** The authority cannot sign now: away, or a limit is reached. */
    UNAVAILABLE,
    /** The authority signed something else than was asked for. */
    WRONG_CERTIFICATE,
    /** Another attempt for the same host has not come to an end. */
    IN_PROGRESS
  }

  private final Reason reason;
  private final @Nullable Instant retryAt;

  private NotIssued(PolicyHost host, Reason reason, String detail, @Nullable Instant retryAt) {
    super("No certificate for " + host.value() + ": " + detail);
    this.reason = reason;
    this.retryAt = retryAt;
  }

  /** The authority refuses, for what {@code detail} says. */
  public static NotIssued refused(PolicyHost host, String detail) {
    return new NotIssued(host, Reason.REFUSED, detail, null);
  }

  /** The authority cannot sign now; try again at {@code retryAt}. */
  public static NotIssued unavailable(PolicyHost host, String detail, Instant retryAt) {
    return new NotIssued(host, Reason.UNAVAILABLE, detail, retryAt);
  }

  static NotIssued wrong(PolicyHost host, String detail) {
    return new NotIssued(host, Reason.WRONG_CERTIFICATE, detail, null);
  }

  static NotIssued inProgress(PolicyHost host) {
    return new NotIssued(host, Reason.IN_PROGRESS, "another attempt is in progress", null);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** When to try again, where the authority says so. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }
}
