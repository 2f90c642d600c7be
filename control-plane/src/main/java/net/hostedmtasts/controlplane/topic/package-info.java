/** The topics as Kafka holds them: made, checked and read whole. */
@NullMarked
package net.hostedmtasts.controlplane.topic;

import org.jspecify.annotations.NullMarked;
