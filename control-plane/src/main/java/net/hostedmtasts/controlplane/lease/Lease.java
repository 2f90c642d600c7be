package net.hostedmtasts.controlplane.lease;

/**
 * A claim on shared work.
 *
 * @param name the work
 * @param fencing grows with each new holder; stands in the WHERE of what the holder writes
 */
public record Lease(String name, long fencing) {}
