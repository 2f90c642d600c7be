package net.hostedmtasts.policyserver.topic;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The {@code state} of a published value. Withdrawing is a value, because a null has no revision to
 * compare.
 */
public enum State {
  @JsonProperty("served")
  SERVED,
  @JsonProperty("withdrawn")
  WITHDRAWN
}
