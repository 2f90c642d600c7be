package net.hostedmtasts.policyserver.zone;

import java.util.List;
import net.hostedmtasts.policyserver.policy.PolicyTopic;
import net.hostedmtasts.policyserver.topic.Revisioned;
import net.hostedmtasts.policyserver.topic.Tables;
import org.jspecify.annotations.Nullable;

/** What is held for one delegation label. */
public sealed interface HostedRecord extends Revisioned {

  /** The label's names do not exist. Held so that an older record cannot bring them back. */
  record Withdrawn(long revision) implements HostedRecord {
    @Override
    public boolean served() {
      return false;
    }
  }

  /**
   * The label's names exist and are answered.
   *
   * @param addressTtl of the edges' addresses at the label, in seconds
   * @param mtaSts the TXT the record names; null if the label has none
   * @param previous the TXT that was answered before, for as long as the policy that {@code mtaSts}
   *     belongs to is not held
   */
  record Served(
      long revision,
      int addressTtl,
      RrSet caa,
      @Nullable MtaStsTxt mtaSts,
      @Nullable MtaStsTxt previous)
      implements HostedRecord {
    @Override
    public boolean served() {
      return true;
    }

    /** The TXT to answer with these tables; null if there is none, or none that may be answered. */
    @Nullable MtaStsTxt answered(Tables tables, PolicyTopic policies) {
      return mtaSts == null || mtaSts.announcesWhatIsHeld(tables, policies) ? mtaSts : previous;
    }

    Served after(@Nullable MtaStsTxt answeredBefore) {
      return new Served(revision, addressTtl, caa, mtaSts, answeredBefore);
    }

    /** What stands at {@code <label>._mta-sts.<zone>}. */
    Node txtNode(Tables tables, PolicyTopic policies) {
      MtaStsTxt txt = answered(tables, policies);
      return txt == null ? Node.WITHOUT_DATA : new Node(List.of(txt.rrSet()));
    }
  }
}
