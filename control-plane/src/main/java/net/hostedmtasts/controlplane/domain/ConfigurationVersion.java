package net.hostedmtasts.controlplane.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import org.jspecify.annotations.Nullable;

/** One row of a configuration's history: who changed what, and when. */
@Entity
@Table(name = "configuration_version")
class ConfigurationVersion {
  /** What was done. */
  enum Action {
    CONFIGURED("configured"),
    RESTORED("restored"),
    DISABLED("disabled");

    private final String value;

    Action(String value) {
      this.value = value;
    }

    String value() {
      return value;
    }
  }

  @Embeddable
  record Key(@Column(name = "domain_id") UUID domainId, long number) {}

  @EmbeddedId private Key id;
  private String actor;

  @Column(name = "changed_at")
  private Instant changedAt;

  private String action;
  private @Nullable String mode;

  @Column(name = "max_age")
  private @Nullable Long maxAge;

  @Column(name = "mx_source")
  private @Nullable String mxSource;

  @Column(name = "mx_patterns")
  private String[] mxPatterns = {};

  @Column(name = "mx_hosts")
  private String[] mxHosts = {};

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected ConfigurationVersion() {}

  private ConfigurationVersion(HostedDomain domain, String actor, Action action, Instant now) {
    this.id = new Key(domain.id(), domain.newestVersion());
    this.actor = actor;
    this.changedAt = now;
    this.action = action.value();
    this.mxHosts = domain.mxHosts().stream().map(MxPattern::value).toArray(String[]::new);
    domain.configuration().ifPresent(this::keep);
  }

  /** The newest version of {@code domain}, as it is now. */
  static ConfigurationVersion of(HostedDomain domain, String actor, Action action, Instant now) {
    return new ConfigurationVersion(domain, actor, action, now);
  }

  private void keep(Configuration configuration) {
    mode = configuration.mode().value();
    maxAge = configuration.maxAge().seconds();
    mxSource = configuration.source().value();
    mxPatterns = configuration.patterns().stream().map(MxPattern::value).toArray(String[]::new);
  }

  long number() {
    return id.number();
  }

  String actor() {
    return actor;
  }

  Instant changedAt() {
    return changedAt;
  }

  String action() {
    return action;
  }

  List<String> mxHosts() {
    return List.of(mxHosts);
  }

  /** Every version has one: only a configured domain changes. */
  Configuration configuration() {
    if (mode == null || maxAge == null || mxSource == null) {
      throw new IllegalStateException("version " + id + " has no configuration");
    }
    return new Configuration(
        Mode.parse(mode),
        MaxAge.ofSeconds(maxAge),
        MxSource.parse(mxSource),
        Arrays.stream(mxPatterns).map(MxPattern::parse).toList());
  }
}
