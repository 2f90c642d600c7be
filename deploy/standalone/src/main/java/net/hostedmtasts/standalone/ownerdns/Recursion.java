package net.hostedmtasts.standalone.ownerdns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * A resolver for the owners' zones and the service zone. Nothing is cached, so that a change shows
 * at once, but for what it was told to remember. Reserved names that nobody has made do not exist;
 * it refuses all others.
 */
final class Recursion implements Source {
  private static final int LONGEST_CHAIN = 8;

  private final Zones zones;
  private final Faults faults;
  private final Authority authority;
  private final Name serviceZone;
  private final EdgeQuestions edges;
  private final Remembered remembered;

  Recursion(
      Zones zones,
      Faults faults,
      Authority authority,
      Name serviceZone,
      EdgeQuestions edges,
      Remembered remembered) {
    this.zones = zones;
    this.faults = faults;
    this.authority = authority;
    this.serviceZone = serviceZone;
    this.edges = edges;
    this.remembered = remembered;
  }

  @Override
  public boolean recursive() {
    return true;
  }

  @Override
  public CompletionStage<Reply> reply(Asked asked) {
    Optional<Misbehaviour> fault = faults.of(asked, Misbehaviour.Server.RESOLVER);
    CompletionStage<Reply> truth = truth(asked);
    return fault.map(how -> truth.thenApply(reply -> wrong(how, asked, reply))).orElse(truth);
  }

  private CompletionStage<Reply> truth(Asked asked) {
    return remembered
        .of(asked.name(), asked.type())
        .<CompletionStage<Reply>>map(answer -> CompletableFuture.completedFuture(Reply.of(answer)))
        .orElseGet(() -> follow(asked, List.of(), Duration.ZERO));
  }

  /** Answers for a name that {@code aliases} led to. */
  private CompletionStage<Reply> follow(Asked asked, List<Record> aliases, Duration delay) {
    if (aliases.size() > LONGEST_CHAIN) {
      return done(Answer.code(Rcode.SERVFAIL), delay);
    }
    if (asked.name().subdomain(serviceZone)) {
      return edges
          .ask(asked.name(), asked.type())
          .thenApply(answer -> Reply.of(answer.after(aliases)).later(delay));
    }
    Optional<OwnerZone> zone = zones.holding(asked.name());
    return zone.isPresent()
        ? ask(asked, zone.get().apex(), aliases, delay)
        : done(elsewhere(asked.name(), aliases), delay);
  }

  private CompletionStage<Reply> ask(Asked asked, Name zone, List<Record> aliases, Duration delay) {
    // A resolver comes back over TCP where an answer was cut short.
    Asked overTcp = new Asked(asked.name(), asked.type(), true, asked.unchecked());
    Reply reply = authority.now(overTcp);
    Duration so = delay.plus(reply.delay());
    Optional<Misbehaviour> fault = faults.of(asked, Misbehaviour.Server.AUTHORITY);
    if (fault.isPresent() && isBogus(fault.get(), asked)) {
      return done(Answer.failed(ExtendedErrorCodeOption.DNSSEC_BOGUS), so);
    }
    if (reply.answer().isEmpty()) {
      return done(Answer.failed(ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY), so);
    }
    Answer answer = reply.answer().get();
    if (!answer.authoritative()) {
      // Refused, failed, or handed over to servers that are not here.
      return done(Answer.failed(ExtendedErrorCodeOption.NETWORK_ERROR), so);
    }
    Optional<Name> target = targetBeyond(zone, answer, asked.type());
    if (target.isEmpty()) {
      return done(answer.after(aliases), so);
    }
    List<Record> longer = new ArrayList<>(aliases);
    longer.addAll(answer.records());
    return follow(
        new Asked(target.get(), asked.type(), asked.overTcp(), asked.unchecked()), longer, so);
  }

  /** The name where an answer's last alias leads out of its zone. */
  private Optional<Name> targetBeyond(Name zone, Answer answer, int type) {
    if (answer.records().isEmpty() || type == Type.CNAME || type == Type.ANY) {
      return Optional.empty();
    }
    Record last = answer.records().get(answer.records().size() - 1);
    return last instanceof CNAMERecord alias && !isIn(zone, alias.getTarget())
        ? Optional.of(alias.getTarget())
        : Optional.empty();
  }

  private boolean isIn(Name zone, Name name) {
    return !name.subdomain(serviceZone)
        && zones.holding(name).map(OwnerZone::apex).filter(zone::equals).isPresent();
  }

  private Answer elsewhere(Name name, List<Record> aliases) {
    Optional<Name> reserved = Zones.RESERVED.stream().filter(name::subdomain).findFirst();
    if (reserved.isEmpty()) {
      return Answer.code(aliases.isEmpty() ? Rcode.REFUSED : Rcode.SERVFAIL);
    }
    boolean exists =
        name.equals(reserved.get()) || zones.existsBelow(name) || serviceZone.subdomain(name);
    return Answer.passedOn(
        exists ? Rcode.NOERROR : Rcode.NXDOMAIN, aliases, List.of(soa(reserved.get())));
  }

  /** Of a top-level domain that is nobody's. */
  private static SOARecord soa(Name reserved) {
    return new SOARecord(reserved, DClass.IN, 1, Name.root, Name.root, 1, 3600, 600, 86_400, 1);
  }

  private static Reply wrong(Misbehaviour fault, Asked asked, Reply truth) {
    return isBogus(fault, asked)
        ? Reply.of(Answer.failed(ExtendedErrorCodeOption.DNSSEC_BOGUS)).later(fault.delay())
        : Authority.wrong(fault, asked, truth);
  }

  private static boolean isBogus(Misbehaviour fault, Asked asked) {
    return fault.kind() == Misbehaviour.Kind.BOGUS && !asked.unchecked();
  }

  private static CompletionStage<Reply> done(Answer answer, Duration delay) {
    return CompletableFuture.completedFuture(Reply.of(answer).later(delay));
  }
}
