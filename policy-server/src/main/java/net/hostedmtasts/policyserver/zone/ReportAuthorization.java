package net.hostedmtasts.policyserver.zone;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * Says that DMARC reports about any domain may be sent to an address in this zone: {@code
 * <domain>._report._dmarc.<zone>} (RFC 7489, section 7.1, carried on in RFC 9990). Without it
 * reporters send nothing.
 */
final class ReportAuthorization {
  private static final String DMARC = "\006_dmarc";
  private static final String REPORT = "\007_report" + DMARC;
  private static final String TEXT = "v=DMARC1;";

  private final @Nullable Node node;

  private ReportAuthorization(@Nullable Node node) {
    this.node = node;
  }

  static ReportAuthorization of(Zone zone) {
    RrSet txt = new RrSet(Type.TXT, zone.ns().ttl(), List.of(Rdata.txt(TEXT)));
    return new ReportAuthorization(zone.dmarcReports() ? new Node(List.of(txt)) : null);
  }

  /** The names above exist because of those below (RFC 4592, section 2.2.2). */
  static Map<String, Node> parents(Zone zone) {
    return zone.dmarcReports()
        ? Map.of(DMARC, Node.WITHOUT_DATA, REPORT, Node.WITHOUT_DATA)
        : Map.of();
  }

  /**
   * What stands at a name; null if that is none for reports.
   *
   * @param key as {@link OwnerName#relativeTo} makes it
   */
  @Nullable Node find(String key) {
    if (node == null || !key.endsWith(REPORT)) {
      return null;
    }
    String rest = key;
    while (rest.length() > REPORT.length()) {
      rest = rest.substring(rest.charAt(0) + 1);
    }
    // Otherwise the octets are equal by chance, in the middle of a label.
    return rest.equals(REPORT) && !key.equals(REPORT) ? node : null;
  }
}
