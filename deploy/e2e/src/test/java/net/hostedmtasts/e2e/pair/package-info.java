/** The pair under test: what starts it, and the clients of its public interfaces and topics. */
@NullMarked
package net.hostedmtasts.e2e.pair;

import org.jspecify.annotations.NullMarked;
