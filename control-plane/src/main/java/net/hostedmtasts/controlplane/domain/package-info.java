/** Hosted domains: their configuration, versions and states. */
@NullMarked
package net.hostedmtasts.controlplane.domain;

import org.jspecify.annotations.NullMarked;
