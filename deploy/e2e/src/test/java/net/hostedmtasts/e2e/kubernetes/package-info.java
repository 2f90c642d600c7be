/** The manifests of {@code deploy/kubernetes} against the services as they were built. */
@NullMarked
package net.hostedmtasts.e2e.kubernetes;

import org.jspecify.annotations.NullMarked;
