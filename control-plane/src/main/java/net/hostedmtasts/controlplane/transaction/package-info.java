/** Transactions for work that no request asks for. */
@NullMarked
package net.hostedmtasts.controlplane.transaction;

import org.jspecify.annotations.NullMarked;
