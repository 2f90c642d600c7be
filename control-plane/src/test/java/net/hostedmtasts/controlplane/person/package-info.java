@NullMarked
package net.hostedmtasts.controlplane.person;

import org.jspecify.annotations.NullMarked;
