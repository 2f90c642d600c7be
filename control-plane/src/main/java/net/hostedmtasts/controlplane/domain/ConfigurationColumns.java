package net.hostedmtasts.controlplane.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import org.jspecify.annotations.Nullable;

/** A configuration and the hosts that DNS named for it, as columns of a table. */
@Embeddable
public class ConfigurationColumns {
  private @Nullable String mode;

  @Column(name = "max_age")
  private @Nullable Long maxAge;

  @Column(name = "mx_source")
  private @Nullable String mxSource;

  @Column(name = "mx_patterns")
  private String[] mxPatterns = {};

  @Column(name = "mx_hosts")
  private String[] mxHosts = {};

  protected ConfigurationColumns() {}

  private ConfigurationColumns(Configuration configuration, List<MxPattern> hosts) {
    this.mode = configuration.mode().value();
    this.maxAge = configuration.maxAge().seconds();
    this.mxSource = configuration.source().value();
    this.mxPatterns = texts(configuration.patterns());
    this.mxHosts = texts(hosts);
  }

  /** Columns of a domain that was never configured. */
  static ConfigurationColumns none() {
    return new ConfigurationColumns();
  }

  /** The columns of {@code configuration}. */
  public static ConfigurationColumns of(Configuration configuration, List<MxPattern> hosts) {
    return new ConfigurationColumns(configuration, hosts);
  }

  /** Empty where the owner has configured nothing. */
  public Optional<Configuration> configuration() {
    if (mode == null || maxAge == null || mxSource == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Configuration(
            Mode.parse(mode),
            MaxAge.ofSeconds(maxAge),
            MxSource.parse(mxSource),
            patterns(mxPatterns)));
  }

  /** With the source {@code auto}: the hosts that DNS named. */
  public List<MxPattern> mxHosts() {
    return patterns(mxHosts);
  }

  private static String[] texts(List<MxPattern> patterns) {
    return patterns.stream().map(MxPattern::value).toArray(String[]::new);
  }

  private static List<MxPattern> patterns(String[] texts) {
    return Arrays.stream(texts).map(MxPattern::parse).toList();
  }
}
