package net.hostedmtasts.controlplane.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something that happens to a domain, its DNS, its edges or the time.
 *
 * @param who 0 and 1: which of two tenants, or of two edges that are not always well
 * @param amount what it means depends on the kind
 * @param works afterwards everybody does what is due: publisher, edges, rollout, checks
 */
record LifeEvent(Kind kind, int who, int amount, boolean works) {

  enum Kind {
    CONFIGURE(14),
    DISABLE(6),
    /** Both CNAME records lead to one tenant's label. */
    DELEGATE(10),
    CNAME_POLICY(4),
    CNAME_TXT(4),
    CNAMES_GONE(4),
    /** Both lead to another host. */
    CNAMES_OUTSIDE(3),
    /** What resolvers say about them in the next checks. */
    CNAME_ANSWERS(5),
    /** One of the two name servers lacks both records. */
    CNAMES_AT_HALF(2),
    NAME_SERVERS_SILENT(3),
    MX_CHANGE(6),
    /** What the next checks are told about MX records. */
    MX_ANSWERS(8),
    SECONDS(4),
    HOURS(8),
    DAYS(8),
    MONTHS(3),
    /** The end of a wind-down, or the next check. */
    NEXT_DATE(12),
    EDGE_SILENT(6),
    EDGE_LAGS(2),
    EDGE_BACK(8),
    EDGE_RESTARTS(2),
    CERTIFICATES(2),
    PUBLISHER(2),
    /** A check begins, and ends when the event comes again. */
    SLOW_CHECK(5),
    CHECK(8);

    private final int weight;

    Kind(int weight) {
      this.weight = weight;
    }

    /** Time passes, and checks look. */
    boolean changesNothing() {
      return this == SECONDS
          || this == HOURS
          || this == DAYS
          || this == MONTHS
          || this == NEXT_DATE
          || this == CHECK;
    }

    boolean setsRecords() {
      return this == DELEGATE
          || this == CNAME_POLICY
          || this == CNAME_TXT
          || this == CNAMES_GONE
          || this == CNAMES_OUTSIDE
          || this == CNAMES_AT_HALF;
    }
  }

  static List<LifeEvent> random(Random random, int many) {
    List<LifeEvent> events = new ArrayList<>();
    // Otherwise most of a sequence is spent before anything is served.
    events.add(new LifeEvent(Kind.CONFIGURE, 0, random.nextInt(1_000), false));
    events.add(new LifeEvent(Kind.DELEGATE, 0, 0, true));
    while (events.size() < many) {
      events.add(
          new LifeEvent(
              kind(random), random.nextInt(2), random.nextInt(1_000), random.nextInt(100) < 75));
    }
    return events;
  }

  private static Kind kind(Random random) {
    int total = 0;
    for (Kind kind : Kind.values()) {
      total += kind.weight;
    }
    int at = random.nextInt(total);
    for (Kind kind : Kind.values()) {
      at -= kind.weight;
      if (at < 0) {
        return kind;
      }
    }
    throw new IllegalStateException();
  }

  @Override
  public String toString() {
    return kind + "(" + who + ", " + amount + (works ? ", works)" : ")");
  }
}
