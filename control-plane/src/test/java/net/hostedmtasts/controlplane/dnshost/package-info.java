@NullMarked
package net.hostedmtasts.controlplane.dnshost;

import org.jspecify.annotations.NullMarked;
