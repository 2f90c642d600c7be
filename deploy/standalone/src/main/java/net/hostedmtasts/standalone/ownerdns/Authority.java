package net.hostedmtasts.standalone.ownerdns;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Rcode;

/**
 * The authoritative server of the owners' zones. Everything else is refused, the service zone
 * included: that is asked of the edges, through the resolver or directly.
 */
final class Authority implements Source {
  private final Zones zones;
  private final Faults faults;

  Authority(Zones zones, Faults faults) {
    this.zones = zones;
    this.faults = faults;
  }

  @Override
  public boolean recursive() {
    return false;
  }

  @Override
  public CompletionStage<Reply> reply(Asked asked) {
    return CompletableFuture.completedFuture(now(asked));
  }

  /** The same without a detour: everything is in memory. */
  Reply now(Asked asked) {
    return faults
        .of(asked, Misbehaviour.Server.AUTHORITY)
        .map(fault -> wrong(fault, asked))
        .orElseGet(() -> truth(asked));
  }

  private Reply truth(Asked asked) {
    return Reply.of(
        zones
            .holding(asked.name())
            .map(zone -> new ZoneLookup(zone).answer(asked.name(), asked.type()))
            .orElseGet(() -> Answer.code(Rcode.REFUSED)));
  }

  private Reply wrong(Misbehaviour fault, Asked asked) {
    return wrong(fault, asked, truth(asked));
  }

  /** What a fault makes of a true reply; a bogus zone shows at who validates alone. */
  static Reply wrong(Misbehaviour fault, Asked asked, Reply truth) {
    Duration delay = truth.delay().plus(fault.delay());
    return switch (fault.kind()) {
      case NOTHING, BOGUS -> truth.later(fault.delay());
      case SERVFAIL -> new Reply(Optional.of(Answer.code(Rcode.SERVFAIL)), false, delay);
      case REFUSED -> new Reply(Optional.of(Answer.code(Rcode.REFUSED)), false, delay);
      case SILENT -> new Reply(Optional.empty(), false, delay);
      case TRUNCATED -> new Reply(truth.answer(), !asked.overTcp(), delay);
    };
  }
}
