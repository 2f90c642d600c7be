/**
 * What this edge says about itself: to the control-plane by heartbeats, to operators by health
 * checks and metrics.
 */
@NullMarked
package net.hostedmtasts.policyserver.heartbeat;

import org.jspecify.annotations.NullMarked;
