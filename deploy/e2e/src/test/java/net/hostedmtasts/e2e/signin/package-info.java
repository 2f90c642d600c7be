@NullMarked
package net.hostedmtasts.e2e.signin;

import org.jspecify.annotations.NullMarked;
