package net.hostedmtasts.controlplane.version;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.ConfigurationColumns;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.policy.MxPattern;

/** One row of a configuration's history: who changed what, and when. */
@Entity
@Table(name = "configuration_version")
public class ConfigurationVersion {
  /** What was done. */
  public enum Action {
    CONFIGURED("configured"),
    RESTORED("restored"),
    /** It goes on with the policy that another host served. */
    IMPORTED("imported"),
    /** The policy follows other MX records. */
    FOLLOWED("followed"),
    DISABLED("disabled"),
    /** The domain went to another account, or away, with its CNAME records. */
    LEFT("left");

    private final String value;

    Action(String value) {
      this.value = value;
    }

    /** The name at the API. */
    public String value() {
      return value;
    }
  }

  /** Number of a version of one domain. */
  @Embeddable
  public record Key(@Column(name = "domain_id") UUID domainId, long number) {}

  @EmbeddedId private Key id;
  private String actor;

  @Column(name = "changed_at")
  private Instant changedAt;

  private String action;
  @Embedded private ConfigurationColumns columns;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected ConfigurationVersion() {}

  ConfigurationVersion(HostedDomain domain, String actor, Action action, Instant now) {
    this.id = new Key(domain.id(), domain.newestVersion());
    this.actor = actor;
    this.changedAt = now;
    this.action = action.value();
    this.columns =
        ConfigurationColumns.of(
            domain
                .configuration()
                .orElseThrow(() -> new IllegalStateException("only a configured domain changes")),
            domain.mxHosts());
  }

  public long number() {
    return id.number();
  }

  /** Name of the token; {@code auto} where the service acted by itself. */
  public String actor() {
    return actor;
  }

  public Instant changedAt() {
    return changedAt;
  }

  public String action() {
    return action;
  }

  public List<MxPattern> mxHosts() {
    return columns.mxHosts();
  }

  /** Every version has one: only a configured domain changes. */
  public Configuration configuration() {
    return columns
        .configuration()
        .orElseThrow(() -> new IllegalStateException("version " + id + " has no configuration"));
  }
}
