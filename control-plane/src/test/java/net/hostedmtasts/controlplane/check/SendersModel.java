package net.hostedmtasts.controlplane.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.check.Fleet.EdgeNode;
import org.jspecify.annotations.Nullable;

/**
 * Until when sending MTAs may hold an {@code enforce} policy, from what the edges answer and the
 * owner's zone alone: the worst of all senders looks all the time.
 */
final class SendersModel {
  static final Duration TXT_TTL = Duration.ofSeconds(60);
  private static final Pattern MAX_AGE = Pattern.compile("max_age: *(\\d+)");

  /** What a sender keeps of a policy. */
  private record Kept(boolean enforce, Duration maxAge) {}

  private final String domain;
  private final List<String> labels;
  private final OwnersDns dns;
  private final Map<Long, Kept> seen = new HashMap<>();
  private final Map<String, Instant> lastText = new HashMap<>();
  private Instant until = Instant.MIN;
  private boolean found;

  SendersModel(String domain, List<String> labels, OwnersDns dns) {
    this.domain = domain;
    this.labels = labels;
    this.dns = dns;
  }

  /** All edges answered as they do now, until now. */
  void look(List<EdgeNode> edges, Instant now) {
    edges.stream().filter(edge -> !edge.givenUp).forEach(edge -> look(edge, now));
  }

  /** One edge did. */
  void look(EdgeNode edge, Instant now) {
    JsonNode policy = edge.policy(domain);
    Instant documents = dns.documentReachedUntil(now).orElse(null);
    if (policy != null) {
      seen.put(policy.path("revision").asLong(), kept(policy));
    }
    for (String label : labels) {
      JsonNode text = edge.text(label);
      Instant ids = dns.idReachedUntil(label, now).orElse(null);
      if (text != null && ids != null) {
        if (edge.hears && edge.applies) {
          // Nobody waits for a silent edge; what it answers without the others binds nobody.
          lastText.merge(label, ids.plus(TXT_TTL), SendersModel::later);
        }
        // Without a document behind it nobody has heard of the domain yet.
        found |= documents != null && policy != null;
        keep(seen.get(text.path("policy_revision").asLong()), ids.plus(TXT_TTL));
      }
    }
    if (policy != null && documents != null) {
      keep(kept(policy), documents);
    }
  }

  private void keep(@Nullable Kept kept, Instant answered) {
    if (found && kept != null && kept.enforce()) {
      until = later(until, answered.plus(kept.maxAge()));
    }
  }

  private static Kept kept(JsonNode policy) {
    Matcher maxAge = MAX_AGE.matcher(policy.path("document").asText());
    return new Kept(
        policy.path("mode").asText().equals("enforce"),
        maxAge.find() ? Duration.ofSeconds(Long.parseLong(maxAge.group(1))) : Duration.ZERO);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Until when any sender may hold an {@code enforce} policy. */
  Instant enforcedUntil() {
    return until;
  }

  /** Until when a resolver may answer the label's TXT record. */
  Instant textUntil(String label) {
    return lastText.getOrDefault(label, Instant.MIN);
  }
}
