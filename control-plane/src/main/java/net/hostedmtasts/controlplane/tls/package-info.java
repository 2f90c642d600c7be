/**
 * TLS of the API, where this service terminates it itself: with a certificate that it ordered, or
 * with files.
 */
@NullMarked
package net.hostedmtasts.controlplane.tls;

import org.jspecify.annotations.NullMarked;
