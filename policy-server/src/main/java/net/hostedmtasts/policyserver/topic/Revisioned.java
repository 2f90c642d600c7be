package net.hostedmtasts.policyserver.topic;

/** What an edge holds for one key of a topic. */
public interface Revisioned {
  /** Orders what is published under one key: an older one never replaces a newer one. */
  long revision();

  /**
   * Whether the key is answered. A withdrawn key stays held, so that an older record cannot revive
   * it.
   */
  boolean served();
}
