package net.hostedmtasts.controlplane.overview;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Tag;

/**
 * The tags of a domain, instead of those that it has.
 *
 * @param tags one that is named twice counts once
 */
public record TagsRequest(@NotNull @Size(max = HostedDomain.MOST_TAGS) List<@NotNull Tag> tags) {}
