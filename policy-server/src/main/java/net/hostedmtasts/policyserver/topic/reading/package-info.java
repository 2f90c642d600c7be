/** Reads the topics whole, then tails them, and says when this edge has everything. */
@NullMarked
package net.hostedmtasts.policyserver.topic.reading;

import org.jspecify.annotations.NullMarked;
