/** The history of configurations: who changed what, and when. */
@NullMarked
package net.hostedmtasts.controlplane.version;

import org.jspecify.annotations.NullMarked;
