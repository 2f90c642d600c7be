package net.hostedmtasts.policyserver.topic.broker;

import java.time.Duration;

/**
 * A topic as the brokers describe it.
 *
 * @param id changes when a topic is created anew under the same name
 * @param deleteRetention how long a deleted key can still be seen by a reader
 */
public record DescribedTopic(
    String id, int partitions, String cleanUpPolicy, Duration deleteRetention) {}
