package net.hostedmtasts.policyserver.topic.edge;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an edge stands, in the order in which it goes through them. */
public enum EdgeState {
  /** Reads what there is. Publishers do not wait for it yet. */
  @JsonProperty("loading")
  LOADING,
  /** Nearly has everything. From here on publishers wait for it. */
  @JsonProperty("joining")
  JOINING,
  /** Had everything once, and answers since. Losing the brokers does not take it back. */
  @JsonProperty("ready")
  READY,
  /** Asked to stop. Answers, applies and is waited for until its listeners are closed. */
  @JsonProperty("leaving")
  LEAVING
}
