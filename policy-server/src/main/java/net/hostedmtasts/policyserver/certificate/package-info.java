/**
 * The certificates of the policy hosts: opened from their seal as they arrive, picked by name for
 * each handshake.
 */
@NullMarked
package net.hostedmtasts.policyserver.certificate;

import org.jspecify.annotations.NullMarked;
