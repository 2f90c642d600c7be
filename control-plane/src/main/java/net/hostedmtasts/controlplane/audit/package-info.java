/** Who changed what, and when. Written in the transaction of the change, never changed. */
@NullMarked
package net.hostedmtasts.controlplane.audit;

import org.jspecify.annotations.NullMarked;
