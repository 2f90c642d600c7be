@NullMarked
package net.hostedmtasts.controlplane.dmarc;

import org.jspecify.annotations.NullMarked;
