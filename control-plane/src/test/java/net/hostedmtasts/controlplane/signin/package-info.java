@NullMarked
package net.hostedmtasts.controlplane.signin;

import org.jspecify.annotations.NullMarked;
