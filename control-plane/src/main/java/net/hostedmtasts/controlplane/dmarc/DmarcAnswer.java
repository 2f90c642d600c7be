package net.hostedmtasts.controlplane.dmarc;

import java.util.List;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.DomainName;

/** What the DNS says about a domain's DMARC. */
public sealed interface DmarcAnswer {

  /** What was seen, for people. */
  List<Found> seen();

  /**
   * The record that counts for the domain.
   *
   * @param at the domain itself, or the one above it whose record counts
   */
  record Applies(DomainName at, DmarcRecord record, List<Found> seen) implements DmarcAnswer {
    public Applies {
      seen = List.copyOf(seen);
    }
  }

  /** There is none. Several records at one name are none (RFC 9989, section 4.10). */
  record None(List<Found> seen) implements DmarcAnswer {
    public None {
      seen = List.copyOf(seen);
    }
  }

  /** Not known: one of the questions was not answered. */
  record Failed(List<Found> seen) implements DmarcAnswer {
    public Failed {
      seen = List.copyOf(seen);
    }
  }
}
