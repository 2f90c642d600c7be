/**
 * The compacted topics as features see them: each feature brings its {@link
 * net.hostedmtasts.policyserver.topic.Topic} as a bean, and answers from the tables. Knows no
 * feature, and not how topics are read: that is in the packages below it.
 */
@NullMarked
package net.hostedmtasts.policyserver.topic;

import org.jspecify.annotations.NullMarked;
