package net.hostedmtasts.controlplane.notification;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import net.hostedmtasts.controlplane.event.Event;
import net.hostedmtasts.controlplane.finding.StoredJson;

/** The words of mails. */
final class MailText {
  /** In place of a domain, of mails about several. */
  static final String SEVERAL = "";

  private static final int FINDINGS = 5;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private static final Map<String, String> EN =
      Map.of(
          "status", "the status has changed",
          "findings", "a check has found something new",
          "mx-widened", "the policy lists another MX host",
          "mx-not-covered", "an MX host is not in the policy",
          "delegation-lost", "the CNAME records are gone",
          "certificate-at-risk", "the certificate ends soon",
          "wind-down-finished", "the CNAME records may go");
  private static final Map<String, String> DE =
      Map.of(
          "status", "Der Status hat sich geändert",
          "findings", "Eine Prüfung hat etwas Neues gefunden",
          "mx-widened", "Die Richtlinie nennt einen weiteren MX-Host",
          "mx-not-covered", "Ein MX-Host fehlt in der Richtlinie",
          "delegation-lost", "Die CNAME-Einträge sind weg",
          "certificate-at-risk", "Das Zertifikat läuft bald ab",
          "wind-down-finished", "Die CNAME-Einträge dürfen entfernt werden");

  private final Language language;

  MailText(Language language) {
    this.language = language;
  }

  String subject(String domain, String type) {
    Map<String, String> words = language == Language.DE ? DE : EN;
    return about(domain) + ": " + words.getOrDefault(type, type);
  }

  private String about(String domain) {
    if (domain.equals(SEVERAL)) {
      return language == Language.DE ? "Mehrere Domains" : "Several domains";
    }
    return domain;
  }

  /** The same where a mail is about several domains. */
  static String lineWithDomain(Event event) {
    return line(event).replaceFirst("UTC", "UTC  " + event.domain());
  }

  /** One event in one or more lines; names and codes are those of the page. */
  static String line(Event event) {
    JsonNode data = StoredJson.read(event.data(), new TypeReference<>() {});
    StringJoiner line = new StringJoiner("\n    ");
    line.add(time(event.at()) + what(event.type(), data));
    int shown = 0;
    for (JsonNode finding : data.path("findings")) {
      if (shown++ < FINDINGS) {
        line.add(finding.path("code").asText() + ": " + finding.path("subject").asText());
      }
    }
    return line.toString();
  }

  private static String time(Instant at) {
    return "- " + TIME.format(at);
  }

  private static String what(String type, JsonNode data) {
    if (type.equals("status")) {
      return "  " + data.path("from").asText("?") + " -> " + data.path("status").asText("?");
    }
    StringJoiner hosts = new StringJoiner(" ", "  ", "").setEmptyValue("");
    data.path("hosts").forEach(host -> hosts.add(host.asText()));
    return hosts.toString();
  }

  String body(String domain, String type, List<String> lines, int events, Links links) {
    boolean german = language == Language.DE;
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(subject(domain, type) + ".").add("");
    lines.forEach(text::add);
    if (events > lines.size()) {
      int more = events - lines.size();
      text.add(german ? "- und " + more + " weitere" : "- and " + more + " more");
    }
    text.add("").add((german ? "Mehr dazu: " : "More about it: ") + links.domain(domain)).add("");
    text.add("-- ");
    text.add(
        german
            ? "Diese Nachricht kommt, weil Sie sie gewählt haben: " + links.account()
            : "You get this mail because you chose to: " + links.account());
    return text.add((german ? "Beenden: " : "Stop: ") + links.unsubscribe()).toString();
  }

  /** Where a mail leads. */
  record Links(String page, String token) {
    String domain(String domain) {
      return domain.equals(SEVERAL) ? page + "/" : page + "/domains/" + domain;
    }

    String account() {
      return page + "/account";
    }

    String unsubscribe() {
      return page + UnsubscribeResource.PATH + token;
    }

    // The token ends a subscription.
    @Override
    public String toString() {
      return "Links[" + page + "]";
    }
  }
}
