/**
 * Reads the compacted topics whole, then tails them, and says when this edge has everything. Knows
 * no feature: each feature brings its {@link net.hostedmtasts.policyserver.topic.Topic} as a bean.
 */
@NullMarked
package net.hostedmtasts.policyserver.topic;

import org.jspecify.annotations.NullMarked;
