@NullMarked
package net.hostedmtasts.controlplane.account;

import org.jspecify.annotations.NullMarked;
