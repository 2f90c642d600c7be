package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.MxSource;
import org.jspecify.annotations.Nullable;

/** What must hold after every step of {@link LifeMachine}. */
final class LifeRules {
  private static final Duration KEEP = Duration.ofDays(7);
  private static final Duration VERIFIED_WITHIN = Duration.ofDays(3);

  /** Who acts. */
  enum By {
    CONFIGURE(Set.of("INACTIVE VERIFYING")),
    DISABLE(Set.of("VERIFYING INACTIVE", "ACTIVE INACTIVE", "ERROR INACTIVE")),
    CHECK(
        Set.of(
            "VERIFYING ACTIVE",
            "VERIFYING ERROR",
            "ACTIVE ERROR",
            "ERROR ACTIVE",
            "ERROR VERIFYING",
            // Lost for so long that nobody holds anything.
            "VERIFYING INACTIVE",
            "ACTIVE INACTIVE",
            "ERROR INACTIVE")),
    /** The rollout, edges, certificates: they show, and decide nothing. */
    WORK(Set.of());

    private final ImmutableSet<String> transitions;

    By(Set<String> transitions) {
      this.transitions = ImmutableSet.copyOf(transitions);
    }
  }

  /** The other tenant's domain ends when the owner moves the CNAME records. */
  private static final Set<String> MOVED_AWAY =
      Set.of("VERIFYING INACTIVE", "ACTIVE INACTIVE", "ERROR INACTIVE");

  /**
   * One step.
   *
   * @param seen of a check, what it saw
   * @param gained of a check, how many records had been set when it looked
   * @param carried of a check, whether both records carried its label when it looked
   * @param happened how much else has happened than time that passed and checks that looked
   */
  record Step(
      By by,
      int who,
      LifeState before,
      LifeState after,
      @Nullable Observation seen,
      int gained,
      boolean carried,
      int happened) {
    boolean here() {
      return seen != null && seen.delegation() instanceof DelegationSeen.Here;
    }

    /** Without the word of a resolver. */
    boolean straight() {
      return seen != null
          && seen.delegation() instanceof DelegationSeen.Here here
          && here.straight();
    }

    boolean moved() {
      return before.policyOwner() != after.policyOwner() && after.policyOwner() == who;
    }
  }

  private final SendersModel senders;
  private final OwnersDns dns;
  private final List<String> labels;
  private final int[] knownGains = new int[2];
  private final int[] hereGains = new int[2];
  private final LifeRest rest = new LifeRest();
  private final Map<String, Instant> hostSeen = new HashMap<>();
  final Set<String> transitionsSeen = new TreeSet<>();

  LifeRules(SendersModel senders, OwnersDns dns, List<String> labels) {
    this.senders = senders;
    this.dns = dns;
    this.labels = labels;
  }

  void check(Step step) {
    if (step.seen() != null && !(step.seen().delegation() instanceof DelegationSeen.Unknown)) {
      knownGains[step.who()] = step.gained();
    }
    transitions(step);
    rest.check(step);
    owner(step);
    if (step.here()) {
      hereGains[step.who()] = step.gained();
    }
    ids(step);
    documents(step);
    withdrawal(step);
    ledger(step);
    if (step.seen() != null) {
      mx(step, step.seen());
    }
  }

  private void transitions(Step step) {
    for (int who = 0; who < 2; who++) {
      DomainStatus before = step.before().domains().get(who).status();
      DomainStatus after = step.after().domains().get(who).status();
      if (before == after) {
        continue;
      }
      String transition = before + " " + after;
      transitionsSeen.add(transition);
      Set<String> allowed =
          who == step.who()
              ? step.by().transitions
              : step.by() == By.CHECK && step.moved() ? MOVED_AWAY : Set.of();
      assertThat(allowed)
          .as("%s by %s of %d", transition, step.by(), step.who())
          .contains(transition);
      if (step.seen() != null && who == step.who()) {
        because(step.seen().delegation(), before, after, step.after(), who);
      }
    }
  }

  private static void because(
      DelegationSeen seen, DomainStatus before, DomainStatus after, LifeState state, int who) {
    if (after == DomainStatus.ACTIVE) {
      assertThat(seen).as("active").isInstanceOf(DelegationSeen.Here.class);
    }
    if (before == DomainStatus.VERIFYING && after == DomainStatus.ERROR) {
      Instant enabled = state.domains().get(who).enabledAt();
      boolean late = enabled != null && state.at().isAfter(enabled.plus(VERIFIED_WITHIN));
      boolean wrong =
          seen instanceof DelegationSeen.Wrong || seen instanceof DelegationSeen.Elsewhere;
      boolean once = state.domains().get(who).once();
      assertThat(late || wrong || once).as("error while verifying, having seen %s", seen).isTrue();
    }
  }

  /** The CNAME records are the proof: without having seen both nobody gets a policy. */
  private void owner(Step step) {
    int before = step.before().policyOwner();
    int after = step.after().policyOwner();
    boolean here = step.here();
    boolean old = step.gained() < hereGains[1 - step.who()];
    if (before >= 0 && step.moved()) {
      assertThat(step.carried()).as("taken over while both records carried its label").isTrue();
      assertThat(old).as("taken over by what was seen before the other was seen").isFalse();
    }
    if (after >= 0 && after != before) {
      // Whom the CNAME records led to once is served on, until they lead to somebody else.
      boolean again = before < 0 && step.after().domains().get(after).wanted().isPresent();
      assertThat(after).as("a new owner").isEqualTo(step.who());
      assertThat(here || again).as("served for %d without its label", after).isTrue();
    }
    if (step.straight() && !old && step.after().domains().get(step.who()).wanted().isPresent()) {
      assertThat(after).as("both CNAME records were just seen").isEqualTo(step.who());
    }
  }

  private void ids(Step step) {
    for (int who = 0; who < 2; who++) {
      if (step.after().domains().get(who).carriesId()) {
        assertThat(step.after().policyOwner()).as("whose TXT record is served").isEqualTo(who);
      }
    }
  }

  private static void documents(Step step) {
    int owner = step.after().policyOwner();
    if (owner >= 0) {
      assertThat(step.after().domains().get(owner).wanted())
          .as("the document that is served")
          .contains(step.after().document());
    }
  }

  private void withdrawal(Step step) {
    int owner = step.before().policyOwner();
    if (owner < 0 || step.after().policyOwner() >= 0) {
      return;
    }
    assertThat(senders.enforcedUntil())
        .as("withdrawn by %s while senders may hold an enforce policy", step.by())
        .isBeforeOrEqualTo(step.after().at());
    if (step.by() != By.CHECK) {
      assertThat(senders.textUntil(labels.get(owner)))
          .as("withdrawn by %s while resolvers may answer its TXT record", step.by())
          .isBeforeOrEqualTo(step.after().at());
    }
  }

  /** The ledger knows of records that are set with the next check. */
  private void ledger(Step step) {
    int owner = step.after().policyOwner();
    if (owner >= 0
        && knownGains[owner] == dns.gained()
        && senders.enforcedUntil().isAfter(step.after().at())) {
      // While a revision is answered the ledger says now and max_age, and leaves the TTL to the
      // end.
      assertThat(step.after().enforcedUntil().plus(SendersModel.TXT_TTL))
          .as("what the ledger says after %s", step.by())
          .isAfterOrEqualTo(senders.enforcedUntil());
    }
  }

  private void mx(Step step, Observation seen) {
    LifeState.One before = step.before().domains().get(step.who());
    LifeState.One after = step.after().domains().get(step.who());
    Instant now = step.after().at();
    Set<String> truth = dns.mx();
    List<String> added =
        after.mxHosts().stream().filter(one -> !before.mxHosts().contains(one)).toList();
    List<String> removed =
        before.mxHosts().stream().filter(one -> !after.mxHosts().contains(one)).toList();
    if (!follows(before) || !follows(after)) {
      return;
    }
    truth.forEach(host -> hostSeen.put(step.who() + host, now));
    if (dns.mxAnswers() != OwnersDns.MxAnswers.TRUE) {
      assertThat(added).as("added on %s: %s", dns.mxAnswers(), seen.mx()).isEmpty();
    }
    assertThat(truth).as("hosts that were added").containsAll(added);
    for (String host : removed) {
      assertThat(hostSeen.getOrDefault(step.who() + host, Instant.MIN))
          .as("last check that saw %s", host)
          .isBeforeOrEqualTo(now.minus(KEEP));
    }
  }

  /** What an inactive domain lists is not looked at. */
  private static boolean follows(LifeState.One one) {
    HostedDomain domain = one.domain();
    return (domain.status() != DomainStatus.INACTIVE || domain.windingDown())
        && domain.configuration().filter(now -> now.source() == MxSource.AUTO).isPresent();
  }
}
