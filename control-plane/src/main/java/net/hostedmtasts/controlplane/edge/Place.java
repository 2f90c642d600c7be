package net.hostedmtasts.controlplane.edge;

/**
 * Where a record stands: an edge has it once its applied offset is past it, under the same topic
 * id.
 */
public record Place(String topic, String topicId, String key, int partition, long offset) {}
