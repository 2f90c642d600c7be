/**
 * Until when sending MTAs may hold which policy revision (RFC 8461, sections 3.2 and 8.3): its
 * max_age, counted from the moment at which neither its document nor its id is answered any more.
 */
@NullMarked
package net.hostedmtasts.controlplane.ledger;

import org.jspecify.annotations.NullMarked;
