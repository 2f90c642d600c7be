@NullMarked
package net.hostedmtasts.controlplane.certificate;

import org.jspecify.annotations.NullMarked;
