package net.hostedmtasts.controlplane.notification;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A mail that this instance has to send.
 *
 * @param claim stands in the WHERE of what it notes
 * @param address where to; empty where the person has none any more, or wants no more mail
 * @param unsubscribe what the link that ends the mails carries
 */
record DueMail(
    UUID id,
    long claim,
    int tries,
    String domain,
    String type,
    List<String> lines,
    int events,
    Optional<String> address,
    Language language,
    String unsubscribe) {
  DueMail {
    lines = List.copyOf(lines);
  }

  // The link ends a subscription.
  @Override
  public String toString() {
    return "DueMail[" + id + "]";
  }
}
