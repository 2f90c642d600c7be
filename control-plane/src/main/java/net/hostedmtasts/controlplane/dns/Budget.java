package net.hostedmtasts.controlplane.dns;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much one check of a domain may ask for: strangers must not be able to make this service ask
 * without end. It is used up, never filled; safe for use by several threads.
 */
public final class Budget {
  private static final int NAME_SERVERS = 8;
  private static final int ADDRESSES = 16;
  private static final int QUESTIONS = 80;
  private static final Duration TIME = Duration.ofSeconds(30);

  private final AtomicInteger nameServers;
  private final AtomicInteger addresses;
  private final AtomicInteger questions;
  private final long endsAt;

  /**
   * @param nameServers names of name servers that are looked up, in all
   * @param addresses addresses of name servers that are connected to, in all
   * @param questions questions that are sent, repeated ones included
   * @param time from now on
   */
  public Budget(int nameServers, int addresses, int questions, Duration time) {
    this.nameServers = new AtomicInteger(nameServers);
    this.addresses = new AtomicInteger(addresses);
    this.questions = new AtomicInteger(questions);
    this.endsAt = System.nanoTime() + time.toNanos();
  }

  /** That of one check: 8 name servers, 16 addresses, 80 questions, 30 s. */
  public static Budget ofOneCheck() {
    return new Budget(NAME_SERVERS, ADDRESSES, QUESTIONS, TIME);
  }

  /** What is left of the time; never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, endsAt - System.nanoTime()));
  }

  boolean takeNameServer() {
    return take(nameServers);
  }

  boolean takeAddress() {
    return take(addresses);
  }

  boolean takeQuestion() {
    return take(questions);
  }

  private boolean take(AtomicInteger of) {
    return !left().isZero() && of.getAndUpdate(n -> n > 0 ? n - 1 : 0) > 0;
  }
}
