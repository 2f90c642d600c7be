package net.hostedmtasts.controlplane.check;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import net.hostedmtasts.controlplane.mx.MailProvider;
import net.hostedmtasts.controlplane.mx.MxCoverage;
import org.jspecify.annotations.Nullable;

/**
 * One live MX host.
 *
 * @param covered whether the policy lists it (RFC 8461, section 4.1)
 * @param provider of the mail service, where its name tells
 * @param pattern to put into a policy for it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MxHostState(
    @JsonProperty("host") String host,
    @JsonProperty("covered") boolean covered,
    @JsonProperty("provider") @Nullable String provider,
    @JsonProperty("pattern") @Nullable String pattern) {

  static MxHostState of(MxCoverage.Host host) {
    return new MxHostState(
        host.name().value(),
        host.covered(),
        host.provider().map(MailProvider::name).orElse(null),
        host.fitting().value());
  }
}
