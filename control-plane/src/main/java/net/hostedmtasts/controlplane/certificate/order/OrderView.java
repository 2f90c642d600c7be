package net.hostedmtasts.controlplane.certificate.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.finding.Finding;
import org.jspecify.annotations.Nullable;

/**
 * An order that is on its way, as people see it.
 *
 * @param step what it waits for: {@code queued}, {@code ordered}, {@code challenged}, {@code
 *     issued}
 * @param authority who was asked last; null before anybody was
 * @param wantedSince since when the certificate is wanted
 * @param failures in a row
 * @param nextAt when it goes on at the latest
 * @param position how many orders that are due were wanted before it, whosever they are: tenants
 *     come in turn, so that it may go on earlier; null where it is at work or waits
 * @param findings why it waits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
    String step,
    @Nullable String authority,
    @JsonProperty("wanted_since") Instant wantedSince,
    int failures,
    @JsonProperty("next_at") Instant nextAt,
    @Nullable Long position,
    List<Finding> findings) {

  static OrderView of(CertificateOrder order, @Nullable Long position) {
    return new OrderView(
        order.step(),
        order.authority().orElse(null),
        order.dueAt(),
        order.failures(),
        order.nextAt(),
        position,
        order.findings());
  }
}
