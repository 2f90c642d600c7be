/**
 * People and what they may do in which tenant. Who they are is said by an OpenID Connect provider.
 */
@NullMarked
package net.hostedmtasts.controlplane.person;

import org.jspecify.annotations.NullMarked;
