package net.hostedmtasts.controlplane.dnshost;

import java.util.Locale;

/** What goes wrong at a DNS host now and then, and how it goes right. */
enum Hint {
  RELATIVE_NAME(
      "Enter the name without the zone: the host adds it, and a whole name would carry it twice."),
  FINAL_DOT(
      "End the target with a dot: without it this host takes the target for a name in your own zone."),
  PROXY_OFF(
      "Set the record to \"DNS only\": behind the proxy the name has the host's addresses and no CNAME.");

  private final String advice;

  Hint(String advice) {
    this.advice = advice;
  }

  /** One sentence for the owner of the domain. */
  String advice() {
    return advice;
  }

  /** Its stable name in the API. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
