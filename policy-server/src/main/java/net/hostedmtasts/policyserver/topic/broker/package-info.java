/** What the brokers say of the topics, and how far this edge has come in them. */
@NullMarked
package net.hostedmtasts.policyserver.topic.broker;

import org.jspecify.annotations.NullMarked;
