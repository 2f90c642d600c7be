package net.hostedmtasts.policyserver.zone;

/** Addresses of a name server inside the zone, for the additional section of an NS answer. */
public record Glue(OwnerName owner, RrSet rrSet) {}
