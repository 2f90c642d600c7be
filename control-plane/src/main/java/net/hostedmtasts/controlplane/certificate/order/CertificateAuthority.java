package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import java.security.cert.X509Certificate;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * Signs certificates of policy hosts, step by step. The caller holds no transaction meanwhile, and
 * keeps each step before it asks for the next; the same step asked again goes on where the
 * authority stands.
 */
public interface CertificateAuthority {

  /** Names the authority in the database and in metrics: short, lower case, never changed. */
  String name();

  /**
   * The next step of an order. It comes on any thread.
   *
   * @return fails with {@link NotIssued} where the authority refuses or cannot now; any other
   *     failure is a bug
   */
  Uni<OrderStep> step(OrderProgress order);

  /**
   * Makes what an order needs there: its account. {@link #caaIssue} names it then, and an order may
   * be begun once resolvers see that. Fails with {@link NotIssued} where the authority refuses.
   *
   * @param host for which an order is to be begun
   */
  default Uni<Void> prepare(CertifiedHost host) {
    return Uni.createFrom().voidItem();
  }

  /**
   * The value of the CAA "issue" record that lets this authority sign, and only for this service
   * (RFC 8657); empty where it asks for none, or where its account is not known yet.
   */
  default Optional<String> caaIssue() {
    return Optional.empty();
  }

  /**
   * Whether {@link #caaIssue} says what it will say: it may name an account that is not known yet.
   */
  default boolean caaKnown() {
    return true;
  }

  /**
   * When it wants a certificate of its own to be renewed; empty where it does not say. Fails where
   * it cannot be asked now.
   */
  default Uni<Optional<RenewalWindow>> renewalWindow(X509Certificate leaf) {
    return Uni.createFrom().item(Optional.empty());
  }

  /**
   * What it allows in a time; empty for one that signs here itself, and looks at nothing from
   * outside.
   */
  default Optional<AcmeSettings.Limits> limits() {
    return Optional.empty();
  }
}
