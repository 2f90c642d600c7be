package net.hostedmtasts.controlplane.certificate.order;

import java.time.Duration;
import net.hostedmtasts.controlplane.certificate.CertificateChain;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;

/** What an authority says to an order. */
public sealed interface OrderStep {
  /**
   * The order has a place at the authority.
   *
   * @param url of the order (RFC 8555, section 7.1.3)
   */
  record Ordered(String url) implements OrderStep {}

  /** The order is ready to be signed, which is asked for once that is kept. */
  record Ready() implements OrderStep {}

  /** Every edge has to answer this challenge before the authority looks. */
  record Answer(Challenge challenge) implements OrderStep {}

  /** The authority was told that the challenge is answered, and looks. */
  record Told() implements OrderStep {}

  /**
   * The authority is at work.
   *
   * @param pause before it is asked again
   */
  record Busy(Duration pause) implements OrderStep {}

  /** The certificate. */
  record Issued(CertificateChain chain) implements OrderStep {}
}
