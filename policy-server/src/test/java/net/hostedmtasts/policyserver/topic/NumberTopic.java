package net.hostedmtasts.policyserver.topic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A topic of numbers, each its own revision. */
public record NumberTopic(String name, CleanUp cleanUp) implements Topic<NumberTopic.Numbered> {

  /** A value that is nothing but a revision, and what it has replaced. */
  public record Numbered(long revision, boolean served, String after) implements Revisioned {}

  @Override
  public Numbered read(String key, byte[] value, Instant sentAt) {
    return new Numbered(value[0], true, "");
  }

  /** Keeps what it replaces, as a TXT does. */
  @Override
  public Numbered replace(@Nullable Numbered held, Numbered received, Tables tables) {
    return held == null
        ? received
        : new Numbered(received.revision(), received.served(), "after " + held.revision());
  }
}
