/**
 * What the service zone holds: the names of the delegation labels from {@code mta-sts.records}, and
 * what the settings say about the zone itself. Knows nothing of messages and sockets: that is
 * {@code dns}.
 */
@NullMarked
package net.hostedmtasts.policyserver.zone;

import org.jspecify.annotations.NullMarked;
