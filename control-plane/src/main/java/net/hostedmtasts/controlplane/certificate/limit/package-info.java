/** What was asked of authorities, and whether their limits leave room for more. */
@NullMarked
package net.hostedmtasts.controlplane.certificate.limit;

import org.jspecify.annotations.NullMarked;
