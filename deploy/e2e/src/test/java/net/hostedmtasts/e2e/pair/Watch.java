package net.hostedmtasts.e2e.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all edges have answered for one domain, as far as the order of policy and id is concerned.
 * An id that was answered while, or before, any edge was asked for its document and answered an
 * older one is a violation: a sender that saw both would keep the old policy under the new id (RFC
 * 8461, section 8.1). Times are those of this JVM's monotonic clock, in nanoseconds.
 */
public final class Watch {
  private static final int MOST_SHOWN = 20;

  /** An answer, and when. */
  private record Seen(String edge, long at) {}

  /** By number of the document: the last time when somebody asked and then got it. */
  private final Map<Integer, Seen> lastAskedAndGot = new ConcurrentHashMap<>();

  /** By id: the first time when it had been answered. */
  private final Map<String, Seen> firstAnswered = new ConcurrentHashMap<>();

  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicLong answers = new AtomicLong();

  /** The id of a change, and the number in its document. */
  public void announce(Change change) {
    numbers.put(change.id(), Configuration.numberIn(change.document()));
  }

  void document(String edge, int number, long askedAt) {
    answers.incrementAndGet();
    lastAskedAndGot.merge(
        number, new Seen(edge, askedAt), (before, now) -> now.at - before.at > 0 ? now : before);
  }

  void id(String edge, String id, long answeredAt) {
    answers.incrementAndGet();
    firstAnswered.merge(
        id, new Seen(edge, answeredAt), (before, now) -> now.at - before.at < 0 ? now : before);
  }

  /** An edge that answers at all gave an answer that no edge may give. */
  void wrong(String edge, String what) {
    wrong.add(edge + " " + what);
  }

  /** How many answers were looked at. */
  public long answers() {
    return answers.get();
  }

  /** How many different ids were answered. */
  public int ids() {
    return firstAnswered.size();
  }

  /** Every violation, in words. */
  public List<String> violations() {
    List<String> all = new ArrayList<>(wrong.stream().limit(MOST_SHOWN).toList());
    Map<Integer, Seen> documents = new TreeMap<>(lastAskedAndGot);
    firstAnswered.forEach(
        (id, announced) -> {
          Integer number = numbers.get(id);
          if (number == null) {
            all.add(announced.edge + " answered the id " + id + ", which nobody gave out");
            return;
          }
          documents.forEach(
              (older, document) -> {
                if (older < number && document.at - announced.at > 0) {
                  all.add(
                      "%s answered the id of document %d, and %d ms later %s document %d"
                          .formatted(
                              announced.edge,
                              number,
                              (document.at - announced.at) / 1_000_000,
                              document.edge,
                              older));
                }
              });
        });
    return all;
  }
}
