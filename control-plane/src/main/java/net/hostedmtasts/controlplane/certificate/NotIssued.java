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
    /** The challenge is not answered as it should be, seen from outside: another kind may be. */
    CHALLENGE_FAILED(false),
    /** The authority finds no address of the name, whatever kind of challenge it looks for. */
    NOT_RESOLVED(false),
    /** The policy host leads nowhere yet, or what an authority asks about it gives no answer. */
    NOT_DELEGATED(false),
    /** The order has come to nothing there, for no fault of the name: another one may come on. */
    ORDER_LOST(true),
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
  private final boolean orderIsOver;

  private NotIssued(
      String message,
      Reason reason,
      String detail,
      @Nullable Instant retryAt,
      boolean orderIsOver) {
    super(message);
    this.reason = reason;
    this.detail = detail;
    this.retryAt = retryAt;
    this.orderIsOver = orderIsOver;
  }

  /** For what {@code detail} says, in the authority's words or in ours. */
  public static NotIssued because(CertifiedHost host, Reason reason, String detail) {
    return until(host, reason, detail, null);
  }

  /** The same, and the authority wants not to be asked before {@code retryAt}. */
  public static NotIssued until(
      CertifiedHost host, Reason reason, String detail, @Nullable Instant retryAt) {
    return new NotIssued(
        "No certificate for " + host.value() + ": " + detail, reason, detail, retryAt, false);
  }

  /** The authority refuses, for what {@code detail} says. */
  public static NotIssued refused(CertifiedHost host, String detail) {
    return because(host, Reason.REFUSED, detail);
  }

  /** The order is signed, and its certificate is of no use. */
  public static NotIssued wrong(CertifiedHost host, String detail) {
    return because(host, Reason.WRONG_CERTIFICATE, detail).andOrderIsOver();
  }

  /** The same, and the authority itself has said that nothing more comes of the order. */
  public NotIssued andOrderIsOver() {
    return new NotIssued(String.valueOf(getMessage()), reason, detail, retryAt, true);
  }

  /**
   * Whether the authority has said that nothing more comes of the order; else it may sign it yet,
   * or may have.
   */
  public boolean orderIsOver() {
    return orderIsOver;
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
