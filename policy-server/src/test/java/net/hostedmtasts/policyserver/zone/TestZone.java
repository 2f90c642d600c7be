package net.hostedmtasts.policyserver.zone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.policy.HostedPolicy;
import net.hostedmtasts.policyserver.policy.PolicyTopic;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;

/** A service zone in memory, filled as the topics would fill it. */
public final class TestZone {
  public static final String NAME = "mta-sts-host.test";

  /** The labels of the example messages of the contract: with an id, without one, withdrawn. */
  public static final String LABEL = "mfrggzdfmztwq2lknnwg23tpoa";

  public static final String LABEL_WITHOUT_ID = "nbswy3dpeb3w64tmmqqhi2dfoi";
  public static final String WITHDRAWN_LABEL = "orsxg5baorsxg5baorsxg5baoq";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PolicyTopic policies = new PolicyTopic();
  private final RecordTopic records = new RecordTopic(policies);
  private final Tables tables = new Tables(List.of(policies, records));

  /** The zone of the contract's example messages. */
  public static TestZone ofExamples() {
    TestZone zone = new TestZone();
    zone.policy("example.com", 1795500000000000L);
    for (String example : List.of("served", "without-id", "withdrawn")) {
      JsonNode message = example("record-changed." + example);
      zone.record(message.get("key").asText(), message.get("value").toString());
    }
    return zone;
  }

  static JsonNode example(String name) {
    try {
      return JSON.readTree(
          Path.of("..", "deploy", "contract", "examples", name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HostedRecord read(String label, String json) throws UnreadableRecord {
    return new RecordTopic(new PolicyTopic()).read(label, json.getBytes(UTF_8), Instant.EPOCH);
  }

  public void policy(String domain, long revision) {
    tables.apply(policies, domain, new HostedPolicy(revision, true, "version: STSv1\r\n"));
  }

  public void record(String label, String json) {
    try {
      tables.apply(records, label, read(label, json));
    } catch (UnreadableRecord e) {
      throw new IllegalArgumentException(e);
    }
  }

  public ZoneContents contents(ZoneSettings settings) {
    return new ZoneContents(settings, new CurrentTables(tables), records, policies);
  }

  /** A zone whose every look-up of a label fails, as only a fault of ours can make it. */
  public static ZoneContents broken() {
    PolicyTopic policies = new PolicyTopic();
    return new ZoneContents(
        settings(Map.of()),
        new CurrentTables(new Tables(List.of())),
        new RecordTopic(policies),
        policies);
  }

  public ZoneContents contents() {
    return contents(settings(Map.of()));
  }

  /** Settings for tests, read as Quarkus reads them, with those of {@code changed} instead. */
  public static ZoneSettings settings(Map<String, String> changed) {
    Map<String, String> values = new HashMap<>();
    values.put("zone.name", NAME);
    values.put("zone.addresses", "192.0.2.1,192.0.2.2,2001:db8::1");
    values.put("zone.listen-address", "127.0.0.1");
    values.put("zone.port", "0");
    changed.forEach((name, value) -> values.put("zone." + name, value));
    return ofProperties(values);
  }

  static ZoneSettings ofProperties(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(ZoneSettings.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(ZoneSettings.class);
  }
}
