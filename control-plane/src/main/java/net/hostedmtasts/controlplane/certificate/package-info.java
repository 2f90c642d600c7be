/**
 * Certificates of policy hosts: ordered once each, kept with their keys sealed, renewed before they
 * expire, rendered for the edges. Which authority signs is behind {@link
 * net.hostedmtasts.controlplane.certificate.CertificateAuthority}.
 */
@NullMarked
package net.hostedmtasts.controlplane.certificate;

import org.jspecify.annotations.NullMarked;
