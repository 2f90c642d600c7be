/**
 * The one place that connects to addresses that strangers gave: name servers and policy hosts of
 * domains that anybody may add. An address is judged at the moment of connecting, nothing is looked
 * up here, and everything that comes back has a limit. What goes wrong outside is a value.
 */
@NullMarked
package net.hostedmtasts.controlplane.outside;

import org.jspecify.annotations.NullMarked;
