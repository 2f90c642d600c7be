/** What opens when this edge is ready for the first time, and what every listener needs. */
@NullMarked
package net.hostedmtasts.policyserver.listener;

import org.jspecify.annotations.NullMarked;
