package net.hostedmtasts.controlplane.mx;

import java.util.Locale;
import net.hostedmtasts.controlplane.dns.DnsAnswer;

/** Why a server gave no answer, in words. */
final class Unanswered {
  private Unanswered() {}

  static String text(DnsAnswer.NoAnswer failed) {
    return failed
        .code()
        .orElseGet(() -> failed.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
