/**
 * Looking at the DNS of others: the only user of DNS clients. What the outside world answers is a
 * value, also where it is wrong or missing; nothing here fails because of it.
 *
 * <p>Vert.x asks first. It tells neither a truncated answer from an empty one nor a cut list from a
 * whole one, so that whatever may have been cut off is asked again by dnsjava, which repeats a
 * truncated question over TCP.
 */
@NullMarked
package net.hostedmtasts.controlplane.dns;

import org.jspecify.annotations.NullMarked;
