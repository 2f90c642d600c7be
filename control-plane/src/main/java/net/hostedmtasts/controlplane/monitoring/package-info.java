/** The gate before MTA-STS: a domain's DMARC reports have a reader. */
@NullMarked
package net.hostedmtasts.controlplane.monitoring;

import org.jspecify.annotations.NullMarked;
