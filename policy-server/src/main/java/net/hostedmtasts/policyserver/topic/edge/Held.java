package net.hostedmtasts.policyserver.topic.edge;

import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.UnreadableKeys;
import net.hostedmtasts.policyserver.topic.broker.AppliedOffsets;

/**
 * What one reading of the topics has brought so far; it grows while it is looked at.
 *
 * @param unreadable keys whose newest record is not in the tables
 * @param applied how far the tables have come
 */
public record Held(Tables tables, UnreadableKeys unreadable, AppliedOffsets applied) {}
