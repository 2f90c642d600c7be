@NullMarked
package net.hostedmtasts.controlplane.domain;

import org.jspecify.annotations.NullMarked;
