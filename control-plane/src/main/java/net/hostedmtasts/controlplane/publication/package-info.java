/** Makes the topics show the desired revisions, by difference. */
@NullMarked
package net.hostedmtasts.controlplane.publication;

import org.jspecify.annotations.NullMarked;
