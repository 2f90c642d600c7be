package net.hostedmtasts.controlplane.topic;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Sends records. A send completes when the brokers have acknowledged it, and fails within seconds
 * otherwise.
 */
@ApplicationScoped
public class RecordSender {
  private final MutinyEmitter<byte[]> emitter;

  RecordSender(
      @Channel("publications") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 4096)
          MutinyEmitter<byte[]> emitter) {
    this.emitter = emitter;
  }

  /** Sends a value. */
  public Uni<Void> send(String topic, String key, byte[] value) {
    return send(topic, key, Message.of(value));
  }

  /** Sends a tombstone. Edges take it as housekeeping: it never ends an answer. */
  public Uni<Void> clear(String topic, String key) {
    return send(topic, key, Message.of(null));
  }

  private Uni<Void> send(String topic, String key, Message<byte[]> message) {
    OutgoingKafkaRecordMetadata<String> address =
        OutgoingKafkaRecordMetadata.<String>builder().withTopic(topic).withKey(key).build();
    return emitter.sendMessage(message.addMetadata(address));
  }
}
