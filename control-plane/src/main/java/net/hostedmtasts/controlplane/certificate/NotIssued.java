package net.hostedmtasts.controlplane.certificate;

import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.jspecify.annotations.Nullable;

/** There is no certificate for a policy host now. The message is fit to be shown to its owner. */
public final class NotIssued extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. The names are stable: metrics carry them. */
  public enum Reason {
    /** The authority will not sign, for a reason of its own: another may. */
    REFUSED(true),
    /** The authority cannot be reached, or is out of order. */
    UNAVAILABLE(true),
    /** A limit of the authority is reached. */
    RATE_LIMITED(true),
    /** The authority signs nothing for this name until a person has unpaused it there. */
    PAUSED(true),
    /** The authority does not know this service's account, or wants something of its operator. */
    ACCOUNT(true),
    /** CAA records do not let the authority sign (RFC 8659). */
    CAA_FORBIDS(false),
    /** The challenge is not answered as it should be, seen from outside. */
    CHALLENGE_FAILED(false),
    /** The policy host leads nowhere yet, or what an authority asks about it gives no answer. */
    NOT_DELEGATED(false),
    /** The authority signed something else than was asked for. */
    WRONG_CERTIFICATE(true);

    private final boolean ofAuthority;

    Reason(boolean ofAuthority) {
      this.ofAuthority = ofAuthority;
    }

    /** Whether another authority may well sign. */
    public boolean ofAuthority() {
      return ofAuthority;
    }
  }

  private final Reason reason;
  private final String detail;
  private final @Nullable Instant retryAt;

  private NotIssued(CertifiedHost host, Reason reason, String detail, @Nullable Instant retryAt) {
    super("No certificate for " + host.value() + ": " + detail);
    this.reason = reason;
    this.detail = detail;
    this.retryAt = retryAt;
  }

  /** For what {@code detail} says, in the authority's words or in ours. */
  public static NotIssued because(CertifiedHost host, Reason reason, String detail) {
    return new NotIssued(host, reason, detail, null);
  }

  /** The same, and the authority wants not to be asked before {@code retryAt}. */
  public static NotIssued until(
      CertifiedHost host, Reason reason, String detail, @Nullable Instant retryAt) {
    return new NotIssued(host, reason, detail, retryAt);
  }

  /** The authority refuses, for what {@code detail} says. */
  public static NotIssued refused(CertifiedHost host, String detail) {
    return because(host, Reason.REFUSED, detail);
  }

  static NotIssued wrong(CertifiedHost host, String detail) {
    return because(host, Reason.WRONG_CERTIFICATE, detail);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The same for people. */
  public String detail() {
    return detail;
  }

  /** When to try again, where the authority says so. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }
}
