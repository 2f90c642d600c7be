package net.hostedmtasts.controlplane.dns;

import java.time.Duration;

/**
 * One record as a server gave it.
 *
 * @param ttl what is left of its life at that server
 */
public record DnsRecord(OwnerName owner, RecordType type, Duration ttl, RecordData data) {}
