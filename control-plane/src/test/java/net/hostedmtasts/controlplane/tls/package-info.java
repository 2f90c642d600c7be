/** Tests of the API's own TLS. */
@NullMarked
package net.hostedmtasts.controlplane.tls;

import org.jspecify.annotations.NullMarked;
