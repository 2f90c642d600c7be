/**
 * What the service says about a domain: a stable code, what was expected, what was found, and what
 * to do. Plain values that every feature may use and that are stored as JSON.
 */
@NullMarked
package net.hostedmtasts.controlplane.finding;

import org.jspecify.annotations.NullMarked;
