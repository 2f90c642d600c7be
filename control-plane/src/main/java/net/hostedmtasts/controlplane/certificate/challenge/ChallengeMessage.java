package net.hostedmtasts.controlplane.certificate.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.jspecify.annotations.Nullable;

/** A value of {@code mta-sts.challenges} (deploy/contract/schemas/challenge.json). */
@JsonIgnoreProperties(ignoreUnknown = true)
record ChallengeMessage(
    @JsonProperty("policy_host") @Nullable String policyHost,
    @JsonProperty("type") @Nullable String type,
    @JsonProperty("key_authorization") @Nullable String keyAuthorization) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The key of the record. An authority may use one token for all challenges of an authorization
   * (RFC 8555, section 8.1, asks only for a token that cannot be guessed; boulder has one), and the
   * one type must not replace the other: over HTTP edges look for the token, over TLS for the host.
   */
  static String key(Challenge challenge) {
    return challenge.isHttp() ? challenge.token() : challenge.type() + "_" + challenge.token();
  }

  /** What a record says, as {@link #digest(Challenge)} of it; empty where it cannot be read. */
  static Optional<String> digest(byte[] value) {
    try {
      ChallengeMessage read = JSON.readValue(value, ChallengeMessage.class);
      return read.keyAuthorization == null
          ? Optional.empty()
          : Optional.of(digest(read.type == null ? "http-01" : read.type, read.keyAuthorization));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Tells what edges answer to this challenge from any other answer; shows nothing of it. */
  static String digest(Challenge challenge) {
    return digest(challenge.type(), challenge.keyAuthorization());
  }

  private static String digest(String type, String keyAuthorization) {
    return Hashing.sha256().hashString(type + "\n" + keyAuthorization, UTF_8).toString();
  }

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
