package net.hostedmtasts.controlplane.certificate.challenge;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/** A value of {@code mta-sts.challenges} (deploy/contract/schemas/challenge.json). */
record ChallengeMessage(
    @JsonProperty("policy_host") String policyHost,
    @JsonProperty("type") String type,
    @JsonProperty("key_authorization") String keyAuthorization) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static byte[] of(CertifiedHost host, Challenge challenge) {
    try {
      return JSON.writeValueAsBytes(
          new ChallengeMessage(host.value(), challenge.type(), challenge.keyAuthorization()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "ChallengeMessage[" + type + " of " + policyHost + "]";
  }
}
