/**
 * Where a tenant's events are told to other programs, as <a
 * href="https://www.standardwebhooks.com/">Standard Webhooks</a> says: addresses of strangers, and
 * the secrets that deliveries are signed with.
 */
@NullMarked
package net.hostedmtasts.controlplane.webhook;

import org.jspecify.annotations.NullMarked;
