package net.hostedmtasts.controlplane.overview;

import net.hostedmtasts.controlplane.domain.Tag;

/** A tag, and how many domains have it. */
public record TagCount(Tag tag, long domains) {}
