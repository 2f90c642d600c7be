package net.hostedmtasts.standalone.ownerdns;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** What the resolver answers as it was once, like a cache, until its time is over. */
final class Remembered {
  private static final int MOST = 10_000;

  private record Question(Name name, int type) {}

  private record Kept(Answer answer, long end) {}

  private final Map<Question, Kept> all = new ConcurrentHashMap<>();

  /** Keeps an answer. */
  void keep(Name name, int type, Answer answer, Duration howLong) {
    if (all.size() >= MOST) {
      throw new NotAccepted(
          NotAccepted.Reason.CONFLICT, "The resolver remembers " + MOST + " answers already.");
    }
    all.put(new Question(name, type), new Kept(answer, System.nanoTime() + howLong.toNanos()));
  }

  /** Forgets everything. */
  void clear() {
    all.clear();
  }

  /** What is kept, with the time left as the TTL of each record. */
  Optional<Answer> of(Name name, int type) {
    Question question = new Question(name, type);
    Kept kept = all.get(question);
    if (kept == null) {
      return Optional.empty();
    }
    long left = Duration.ofNanos(kept.end - System.nanoTime()).toSeconds();
    if (left <= 0) {
      all.remove(question, kept);
      return Optional.empty();
    }
    Answer answer = kept.answer;
    return Optional.of(
        new Answer(
            answer.rcode(),
            false,
            withTtl(answer.records(), left),
            withTtl(answer.authority(), left),
            List.of(),
            answer.extendedError()));
  }

  private static List<Record> withTtl(List<Record> records, long ttl) {
    return records.stream()
        .map(
            record ->
                Record.newRecord(
                    record.getName(),
                    record.getType(),
                    record.getDClass(),
                    ttl,
                    record.rdataToWireCanonical()))
        .toList();
  }
}
