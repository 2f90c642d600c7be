@NullMarked
package net.hostedmtasts.controlplane.configuration;

import org.jspecify.annotations.NullMarked;
