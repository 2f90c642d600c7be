/**
 * The policies of the hosted domains, and the HTTPS listener that answers them (RFC 8461, section
 * 3.3).
 */
@NullMarked
package net.hostedmtasts.policyserver.policy;

import org.jspecify.annotations.NullMarked;
