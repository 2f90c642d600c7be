/** The ways to sign in, and what an OpenID Connect provider says about people. */
@NullMarked
package net.hostedmtasts.controlplane.signin;

import org.jspecify.annotations.NullMarked;
