package net.hostedmtasts.standalone.ownerdns;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records that the control-plane's API asks the owner of a domain to set. */
final class ApiRecords {
  /** Before the domain, at which names a delegation may stand. */
  static final List<String> OWNERS = List.of("mta-sts.", "_mta-sts.", "_smtp._tls.");

  private static final int MOST = 10;

  private ApiRecords() {}

  /** The targets of the CNAME records by their owner names. */
  static Map<String, String> targets(JsonNode records) {
    Map<String, String> targets = new LinkedHashMap<>();
    for (JsonNode record : records) {
      if (record.path("type").asText().equals("CNAME")) {
        targets.put(record.path("name").asText(), record.path("target").asText());
      }
    }
    if (targets.isEmpty() || targets.size() > MOST) {
      throw new NotAccepted(
          NotAccepted.Reason.INVALID,
          "Give the domain as the API shows it: with \"records\", each with \"name\", \"type\" and"
              + " \"target\".");
    }
    return targets;
  }
}
