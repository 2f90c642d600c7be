/** Certificates from an ACME authority outside: Debian's Pebble, harsher than it is by itself. */
@NullMarked
package net.hostedmtasts.e2e.certificate;

import org.jspecify.annotations.NullMarked;
