package net.hostedmtasts.controlplane.webhook.delivery;

import java.util.UUID;

/**
 * A delivery that this instance has to attempt.
 *
 * @param claim stands in the way of what an instance notes that has lost it
 */
record Claimed(UUID delivery, long claim) {}
