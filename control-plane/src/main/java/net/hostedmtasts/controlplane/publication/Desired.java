package net.hostedmtasts.controlplane.publication;

import net.hostedmtasts.controlplane.revision.PublicationKey;
import org.jspecify.annotations.Nullable;

/**
 * A publication row as the publisher reads it.
 *
 * @param noted the revision that a publisher saw in the topic last
 */
record Desired(
    PublicationKey key, long revision, boolean served, String body, @Nullable Long noted) {}
