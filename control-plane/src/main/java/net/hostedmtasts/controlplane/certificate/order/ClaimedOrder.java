package net.hostedmtasts.controlplane.certificate.order;

import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * An order whose turn this instance has.
 *
 * @param claim stands in the WHERE of what it writes
 */
record ClaimedOrder(CertifiedHost host, long claim) {}
