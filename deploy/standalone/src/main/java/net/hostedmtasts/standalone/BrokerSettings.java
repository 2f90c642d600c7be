package net.hostedmtasts.standalone;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of the one broker, as small as a newcomer's machine and a test want it. */
record BrokerSettings(int port, int controllerPort, String logFolder) {

  /** The text of the settings file. */
  String text() {
    return new TreeMap<>(all())
        .entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
            .collect(Collectors.joining());
  }

  private Map<String, Object> all() {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", 1),
        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
        Map.entry(
            "listeners",
            "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
        Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("log.dirs", logFolder),
        // The control-plane alone creates topics.
        Map.entry("auto.create.topics.enable", false),
        Map.entry("offsets.topic.replication.factor", 1),
        Map.entry("offsets.topic.num.partitions", 1),
        Map.entry("transaction.state.log.replication.factor", 1),
        Map.entry("transaction.state.log.min.isr", 1),
        Map.entry("transaction.state.log.num.partitions", 1),
        Map.entry("share.coordinator.state.topic.replication.factor", 1),
        Map.entry("share.coordinator.state.topic.min.isr", 1),
        Map.entry("group.initial.rebalance.delay.ms", 0),
        Map.entry("num.network.threads", 2),
        Map.entry("num.io.threads", 2),
        Map.entry("background.threads", 2),
        Map.entry("log.cleaner.dedupe.buffer.size", 8 * 1024 * 1024),
        Map.entry("log.cleaner.backoff.ms", 5_000),
        // An idle controller otherwise writes to its own log twice a second.
        Map.entry("metadata.max.idle.interval.ms", 5_000),
        // A broker that was killed is refused until the controller has forgotten the one before.
        Map.entry("broker.heartbeat.interval.ms", 500),
        Map.entry("broker.session.timeout.ms", 3_000));
  }
}
