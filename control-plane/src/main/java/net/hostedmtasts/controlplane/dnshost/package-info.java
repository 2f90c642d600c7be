/** Who hosts the DNS of a domain, and what its owner has to know there when setting records. */
@NullMarked
package net.hostedmtasts.controlplane.dnshost;

import org.jspecify.annotations.NullMarked;
