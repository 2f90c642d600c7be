/**
 * Looking at the DNS of others: the only user of DNS clients. What the outside world answers is a
 * value, also where it is wrong or missing; nothing here fails because of it.
 *
 * <p>Mail hosts are asked for by Vert.x first. It tells neither a truncated answer from an empty
 * one nor a cut list from a whole one, so that whatever is empty or may have been cut off is asked
 * again by dnsjava, which repeats a truncated question over TCP. All else dnsjava asks from the
 * start: lives of records, aliases on the way and the borders of TXT records are lost in Vert.x.
 *
 * <p>Resolvers are the operator's and are asked wherever they are. Name servers of a zone are
 * strangers': they are asked over TCP, through {@code outside}, which judges their addresses.
 */
@NullMarked
package net.hostedmtasts.controlplane.dns;

import org.jspecify.annotations.NullMarked;
