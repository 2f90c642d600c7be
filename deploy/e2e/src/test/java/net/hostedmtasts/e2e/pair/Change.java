package net.hostedmtasts.e2e.pair;

import com.fasterxml.jackson.databind.JsonNode;

/** What the API says is served, or on its way. */
public record Change(Hosted hosted, String id, long revision, String document) {

  /** What a GET or PUT of the configuration answered. */
  public static Change of(Hosted hosted, Answer answer) {
    JsonNode policy = answer.body().path("policy");
    return new Change(
        hosted,
        policy.path("id").asText(),
        policy.path("revision").asLong(),
        policy.path("document").asText());
  }

  /** The TXT record that announces it (RFC 8461, section 3.1). */
  public String txt() {
    return "v=STSv1; id=" + id + ";";
  }
}
