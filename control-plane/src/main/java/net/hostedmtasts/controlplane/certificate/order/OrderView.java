package net.hostedmtasts.controlplane.certificate.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.finding.Finding;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
 * @param position how many orders are gone on with before it, as things are now; null where it is
 *     at work or waits. Tenants come in turn, so that one of another tenant may still come before
 *     it
 * @param findings why it waits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
    String step,
    @Nullable String authority,
    @JsonProperty("wanted_since") Instant wantedSince,
    int failures,
    @JsonProperty("next_at") Instant nextAt,
    @Schema(
            description =
                "How many orders are gone on with before this one, as things are now. Tenants come in"
                    + " turn, each with the orders that are begun and then with the one that is due"
                    + " the longest, so that another tenant's new order may still come before it."
                    + " Absent while it is at work or waits for something else than its turn.")
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
