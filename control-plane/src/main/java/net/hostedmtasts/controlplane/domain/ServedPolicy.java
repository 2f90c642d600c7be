package net.hostedmtasts.controlplane.domain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import net.hostedmtasts.controlplane.policy.Policy;
import net.hostedmtasts.controlplane.policy.PolicyDocument;

/**
 * The body of {@code PolicyChanged}: a policy as the edges send it (deploy/contract).
 *
 * @param document the finished bytes, as ASCII text
 */
public record ServedPolicy(String mode, String document) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static ServedPolicy of(Policy policy) {
    return new ServedPolicy(policy.mode().value(), PolicyDocument.of(policy).text());
  }

  public static ServedPolicy read(String body) {
    try {
      return JSON.readValue(body, ServedPolicy.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  String body() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
