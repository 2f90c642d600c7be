package net.hostedmtasts.controlplane.certificate.order;

import java.security.cert.X509Certificate;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.CertificateRequest;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;

/**
 * How far an order has come.
 *
 * @param orderUrl the order at the authority, once it has one
 * @param finalized whether it is kept that the authority may be signing: it may be asked to
 * @param answered the challenge that every edge answers now
 * @param told whether the authority was told so, and looks: it is not told again, since some begin
 *     another validation each time and count each as a failure
 * @param replaces the certificate that this one is to replace (RFC 9773, section 5)
 * @param challengeFailures how often a challenge has failed since the certificate was wanted: a way
 *     that failed is not taken twice, where there is another
 */
public record OrderProgress(
    CertificateRequest request,
    Optional<String> orderUrl,
    boolean finalized,
    Optional<Challenge> answered,
    boolean told,
    Optional<X509Certificate> replaces,
    int challengeFailures) {}
