package net.hostedmtasts.standalone.ownerdns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** Asks the edges for names of the service zone, in turn, and the next one where one fails. */
final class EdgeQuestions {
  private static final Duration LIMIT = Duration.ofMillis(800);
  private static final int MOST_ATTEMPTS = 8;

  private final Supplier<List<InetSocketAddress>> edges;
  private final Map<InetSocketAddress, SimpleResolver> clients = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  EdgeQuestions(Supplier<List<InetSocketAddress>> edges) {
    this.edges = edges;
  }

  /** What an edge says, SERVFAIL if none does. */
  CompletionStage<Answer> ask(Name name, int type) {
    List<InetSocketAddress> known = edges.get();
    return ask(Record.newRecord(name, type, DClass.IN), known, turn.getAndIncrement(), 0);
  }

  private CompletionStage<Answer> ask(
      Record question, List<InetSocketAddress> known, int first, int attempt) {
    if (attempt >= Math.min(known.size(), MOST_ATTEMPTS)) {
      return CompletableFuture.completedFuture(Answer.code(Rcode.SERVFAIL));
    }
    InetSocketAddress edge = known.get(Math.floorMod(first + attempt, known.size()));
    return clients
        .computeIfAbsent(edge, EdgeQuestions::client)
        .sendAsync(Message.newQuery(question))
        .handle((message, failure) -> failure == null ? of(message) : Answer.code(Rcode.SERVFAIL))
        .thenCompose(
            answer ->
                answer.rcode() == Rcode.NOERROR || answer.rcode() == Rcode.NXDOMAIN
                    ? CompletableFuture.completedFuture(answer)
                    : ask(question, known, first, attempt + 1));
  }

  private static Answer of(Message message) {
    return Answer.passedOn(
        message.getRcode(),
        message.getSection(Section.ANSWER),
        message.getSection(Section.AUTHORITY));
  }

  private static SimpleResolver client(InetSocketAddress edge) {
    SimpleResolver client = new SimpleResolver(edge);
    client.setTimeout(LIMIT);
    return client;
  }
}
