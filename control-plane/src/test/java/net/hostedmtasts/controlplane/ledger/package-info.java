@NullMarked
package net.hostedmtasts.controlplane.ledger;

import org.jspecify.annotations.NullMarked;
