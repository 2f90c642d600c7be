package net.hostedmtasts.policyserver.zone;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.policy.PolicyTopic;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Tables;
import org.jspecify.annotations.Nullable;

/** Every name of the service zone. */
@Singleton
public class ZoneContents {
  private final OwnerName apex;
  private final RrSet negativeSoa;
  private final Addresses addresses;
  private final Map<String, Node> fixed;
  private final List<Glue> glue;
  private final ReportAuthorization reports;
  private final CurrentTables current;
  private final RecordTopic records;
  private final PolicyTopic policies;

  /**
   * @throws InvalidZone if the settings describe no zone
   */
  @Inject
  public ZoneContents(
      ZoneSettings settings, CurrentTables current, RecordTopic records, PolicyTopic policies) {
    Zone zone = Zone.of(settings);
    this.apex = zone.apex();
    this.negativeSoa = zone.negativeSoa();
    this.addresses = zone.addresses();
    this.fixed = FixedNodes.of(zone);
    this.glue = FixedNodes.glue(zone);
    this.reports = ReportAuthorization.of(zone);
    this.current = current;
    this.records = records;
    this.policies = policies;
  }

  public OwnerName apex() {
    return apex;
  }

  /** The SOA of answers that say something is absent, with the TTL of RFC 2308, section 5. */
  public RrSet negativeSoa() {
    return negativeSoa;
  }

  /** The addresses to send along with the NS records of the apex. */
  public List<Glue> glue() {
    return glue;
  }

  public boolean covers(OwnerName name) {
    return name.relativeTo(apex) != null;
  }

  /** What stands at a name of the zone; null if the name does not exist. */
  public @Nullable Node find(OwnerName name) {
    String key = name.relativeTo(apex);
    if (key == null) {
      return null;
    }
    Node node = fixed.get(key);
    if (node != null) {
      return node;
    }
    Node authorization = reports.find(key);
    return authorization != null ? authorization : findLabel(key);
  }

  private @Nullable Node findLabel(String key) {
    int end = 1 + RecordTopic.LABEL_LENGTH;
    if (key.length() <= end || key.charAt(0) != RecordTopic.LABEL_LENGTH) {
      return null;
    }
    for (Branch branch : Branch.values()) {
      if (key.startsWith(branch.key(), end) && key.length() == end + branch.key().length()) {
        return labelNode(key.substring(1, end), branch);
      }
    }
    return null;
  }

  private @Nullable Node labelNode(String label, Branch branch) {
    // The record and the policy it names must come from one set of tables.
    Tables tables = current.tables();
    if (!(tables.get(records, label) instanceof HostedRecord.Served record)) {
      return null;
    }
    return switch (branch) {
      case POLICY -> policyNode(record);
      case MTA_STS -> record.txtNode(tables, policies);
      case TLS -> null;
    };
  }

  private Node policyNode(HostedRecord.Served record) {
    int ttl = record.addressTtl();
    return new Node(
        List.of(addresses.a().withTtl(ttl), addresses.aaaa().withTtl(ttl), record.caa()));
  }
}
