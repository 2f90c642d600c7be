package net.hostedmtasts.policyserver.heartbeat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.certificate.CertificateParts;
import net.hostedmtasts.policyserver.fixture.Contract;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.topic.Unreadable;
import net.hostedmtasts.policyserver.topic.broker.Applied;
import net.hostedmtasts.policyserver.topic.edge.EdgeReport;
import net.hostedmtasts.policyserver.topic.edge.EdgeState;
import net.hostedmtasts.policyserver.zone.ZoneParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Heartbeats are what deploy/contract says. */
class HeartbeatTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Contract.schema("heartbeat"));
  private final TestSeal seal = new TestSeal();
  private final HeartbeatWriter writer =
      new HeartbeatWriter(
          new CertificateParts(seal.key()).sealingKeys, ZoneParts.settingsHash(), "1.0.0");

  private static EdgeReport report(EdgeState state) {
    return new EdgeReport(
        state,
        1,
        0,
        "",
        Map.of("mta-sts.policies", 1),
        Map.of("mta-sts.policies", new Unreadable(List.of("broken.example"), 1)),
        Map.of("mta-sts.policies", new Applied("x0mJ2rYbQ3mJ0Y5m2K3h5A", List.of(12L, 0L))));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void a_heartbeat_of_each_state_is_valid(EdgeState state) {
    String written = new String(writer.write(report(state)), UTF_8);
    assertThat(SCHEMA.validate(written, InputFormat.JSON)).isEmpty();
    assertThat(written)
        .contains(seal.keyId())
        .contains("\"topic_id\"")
        .contains("\"sealing_key_ids\"");
  }

  @Test
  void the_schema_refuses_what_is_no_heartbeat() {
    assertThat(SCHEMA.validate("{\"state\":\"ready\"}", InputFormat.JSON)).isNotEmpty();
  }
}
