/**
 * Looks at a domain as its owner's name servers, resolvers and sending MTAs see it, and lets its
 * state follow. A check observes without a transaction, then settles in one.
 */
@NullMarked
package net.hostedmtasts.controlplane.check;

import org.jspecify.annotations.NullMarked;
