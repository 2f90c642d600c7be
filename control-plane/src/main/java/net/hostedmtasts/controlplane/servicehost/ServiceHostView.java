package net.hostedmtasts.controlplane.servicehost;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.certificate.order.OrderView;
import org.jspecify.annotations.Nullable;

/**
 * A host of the service itself, and its certificate.
 *
 * @param host its name
 * @param purpose {@code reports} or {@code api}
 * @param certificate null while there is none in date
 * @param order null while nothing is ordered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceHostView(
    String host,
    String purpose,
    @Nullable ServiceCertificate certificate,
    @Nullable OrderView order) {

  /**
   * The one that is answered with.
   *
   * @param serial lower-case hexadecimal digits
   * @param notAfter the last second of its life
   * @param renewAt when the next one is ordered
   */
  public record ServiceCertificate(
      String authority,
      String serial,
      @JsonProperty("not_after") Instant notAfter,
      @JsonProperty("renew_at") Instant renewAt) {

    static ServiceCertificate of(IssuedCertificate certificate) {
      return new ServiceCertificate(
          certificate.authority(),
          certificate.serial(),
          certificate.notAfter(),
          certificate.renewAt());
    }
  }
}
