/**
 * How many requests in how much time. Each instance counts by itself, in bounded memory: a limit
 * keeps one client from taking the service away from the others, it is no quota.
 */
@NullMarked
package net.hostedmtasts.controlplane.limit;

import org.jspecify.annotations.NullMarked;
