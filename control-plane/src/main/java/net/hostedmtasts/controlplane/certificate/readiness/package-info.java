/**
 * What has to be so before an authority is asked for a certificate or told to look: CAA records and
 * challenges on every edge, and the policy host as it looks from outside.
 */
@NullMarked
package net.hostedmtasts.controlplane.certificate.readiness;

import org.jspecify.annotations.NullMarked;
