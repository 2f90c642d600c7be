package net.hostedmtasts.controlplane.check;

import java.util.UUID;

/**
 * A check that this instance has to make.
 *
 * @param claim stands in the WHERE of what it writes
 */
record Claimed(UUID domain, long claim) {}
