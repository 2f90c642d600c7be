/**
 * The listener that TLS reports (RFC 8460) are sent to. The intake of reports is not part of it
 * yet.
 */
@NullMarked
package net.hostedmtasts.policyserver.report;

import org.jspecify.annotations.NullMarked;
