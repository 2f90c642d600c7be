package net.hostedmtasts.policyserver.topic.edge;

import java.util.Map;
import net.hostedmtasts.policyserver.topic.Unreadable;
import net.hostedmtasts.policyserver.topic.broker.Applied;

/**
 * What this edge holds at one moment.
 *
 * @param join counts the times this edge has begun to join
 * @param takenAt {@link System#nanoTime()} before anything in it was looked at
 * @param waitingFor what keeps the edge from being ready, for people; empty when nothing does
 * @param entries served entries, by topic
 * @param unreadable by topic, at most 100 keys named in all
 * @param applied by topic, what answers now
 */
public record EdgeReport(
    EdgeState state,
    int join,
    long takenAt,
    String waitingFor,
    Map<String, Integer> entries,
    Map<String, Unreadable> unreadable,
    Map<String, Applied> applied) {}
