package net.hostedmtasts.policyserver.listener;

/**
 * Something that answers the public. A bean of this type is opened when the edge is ready for the
 * first time, because what it has read until then may be older than what other edges serve, and
 * closed after the grace period at the end.
 */
public interface Listener {
  /** For log lines: what it answers. */
  String name();

  /**
   * Binds the address and answers from now on. May block, but not for long; called at most once.
   *
   * @throws RuntimeException when the address cannot be bound: the process then ends
   */
  void open();

  /**
   * Stops accepting and closes what is open. May block for at most a few seconds; called also when
   * never opened.
   */
  void close();
}
