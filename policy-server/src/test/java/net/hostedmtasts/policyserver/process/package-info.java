/** The whole policy-server as Quarkus starts it, with a real broker. */
@NullMarked
package net.hostedmtasts.policyserver.process;

import org.jspecify.annotations.NullMarked;
