package net.hostedmtasts.controlplane.dns;

import io.smallrye.mutiny.Uni;
import java.net.InetSocketAddress;
import java.util.List;

/** Questions to the name servers of one zone, to all of them at once. */
final class AuthoritativeQuestions {
  private final TcpQuestions questions;
  private final int port;

  AuthoritativeQuestions(TcpQuestions questions, int port) {
    this.questions = questions;
    this.port = port;
  }

  /** One answer of each, in their order. */
  Uni<List<DnsAnswer>> ask(List<NameServer> servers, Question question, Budget budget) {
    List<Uni<DnsAnswer>> all =
        servers.stream()
            .map(
                server ->
                    server
                        .unusable()
                        .<Uni<DnsAnswer>>map(why -> Uni.createFrom().item(why))
                        .orElseGet(() -> ask(server, 0, question, budget)))
            .toList();
    return Uni.join().all(all).andFailFast();
  }

  /** The answer of the first address that can be reached; if none can: why not the first. */
  private Uni<DnsAnswer> ask(NameServer server, int number, Question question, Budget budget) {
    InetSocketAddress address = new InetSocketAddress(server.addresses().get(number), port);
    Uni<DnsAnswer> asked =
        questions.ask(
            NameServer.text(server.name(), address.getAddress()), address, question, budget);
    return number + 1 == server.addresses().size()
        ? asked
        : asked.chain(
            answer ->
                reached(answer)
                    ? Uni.createFrom().item(answer)
                    : ask(server, number + 1, question, budget)
                        .map(next -> reached(next) ? next : answer));
  }

  private static boolean reached(DnsAnswer answer) {
    return !answer.isBecause(DnsAnswer.Reason.TIMED_OUT)
        && !answer.isBecause(DnsAnswer.Reason.UNREACHABLE)
        && !answer.isBecause(DnsAnswer.Reason.BUDGET_USED_UP);
  }
}
