@NullMarked
package net.hostedmtasts.controlplane.certificate.order;

import org.jspecify.annotations.NullMarked;
