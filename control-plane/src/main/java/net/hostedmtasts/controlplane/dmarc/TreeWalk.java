package net.hostedmtasts.controlplane.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.DomainName;

/**
 * The DNS Tree Walk (RFC 9989, section 4.10): from a domain to the top, at most eight names, and
 * which of the records on the way counts for the domain.
 */
final class TreeWalk {
  private static final int MOST_LOOK_UPS = 8;

  private record Step(DomainName at, DmarcRecord record) {}

  private final DomainName start;
  private final List<Step> records = new ArrayList<>();
  private final List<Found> seen = new ArrayList<>();
  private Optional<DomainName> next;

  TreeWalk(DomainName start) {
    this.start = start;
    this.next = Optional.of(start);
  }

  /** The domain whose record is to be looked up next; empty at the end of the walk. */
  Optional<DomainName> next() {
    return next;
  }

  /** Takes what was found at {@link #next}. */
  void found(Optional<DmarcRecord> record, List<Found> evidence) {
    DomainName at = next.orElseThrow();
    record.ifPresent(one -> records.add(new Step(at, one)));
    seen.addAll(evidence);
    boolean decided = at.equals(start) && record.isPresent();
    boolean border = record.filter(one -> one.psd() != DmarcRecord.Psd.UNSAID).isPresent();
    next = decided || border ? Optional.empty() : above(at);
  }

  /**
   * Whether an unanswered question for {@link #next} leaves the result unknown. What a top-level
   * domain's servers do must not hide that the owner's own record is missing.
   */
  boolean needs() {
    return next.filter(at -> at.parent().isPresent()).isPresent();
  }

  /** Which record counts: the domain's own, else that of its organization, else the suffix's. */
  DmarcAnswer answer() {
    if (records.isEmpty()) {
      return new DmarcAnswer.None(seen);
    }
    Step last = records.get(records.size() - 1);
    Step applies =
        last.record.psd() == DmarcRecord.Psd.PUBLIC_SUFFIX ? organizationBelow(last) : last;
    return new DmarcAnswer.Applies(applies.at, applies.record, seen);
  }

  // The organization is the name one label below the public suffix (RFC 9989, section 4.10.2).
  private Step organizationBelow(Step suffix) {
    return records.stream()
        .filter(step -> step.at.parent().filter(suffix.at::equals).isPresent())
        .findFirst()
        .orElse(suffix);
  }

  private static Optional<DomainName> above(DomainName at) {
    Optional<DomainName> above = at.parent();
    // Names of more labels are skipped, so that nobody can make a receiver ask without end.
    while (above.isPresent() && above.get().labels().size() >= MOST_LOOK_UPS) {
      above = above.get().parent();
    }
    return above;
  }
}
