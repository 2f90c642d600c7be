/**
 * Brings events to webhooks. Each delivery is a row, claimed by the instance that attempts it: a
 * killed instance's deliveries are attempted again by another one, with the same message id.
 */
@NullMarked
package net.hostedmtasts.controlplane.webhook.delivery;

import org.jspecify.annotations.NullMarked;
