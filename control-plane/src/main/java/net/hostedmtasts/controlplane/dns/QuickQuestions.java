package net.hostedmtasts.controlplane.dns;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.MxRecord;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.policy.DomainName;

/** Questions through the Vert.x client: one packet, at most 512 octets back. */
final class QuickQuestions {
  private final DnsClient client;

  QuickQuestions(Vertx vertx, InetSocketAddress resolver, Duration timeout) {
    this.client =
        vertx.createDnsClient(
            new DnsClientOptions()
                .setHost(resolver.getAddress().getHostAddress())
                .setPort(resolver.getPort())
                .setQueryTimeout(timeout.toMillis()));
  }

  /**
   * What the resolver says; empty where the answer may not be whole, so that it must be asked for
   * in another way.
   */
  Uni<Said> mx(DomainName domain) {
    return Uni.createFrom()
        .completionStage(() -> client.resolveMX(domain.value()).toCompletionStage())
        .map(records -> said(domain, records))
        // A failure may be one of reading: a null MX, for example. And what changes a decision
        // because it is empty, as NXDOMAIN, must not come from a client that checks no question.
        .onFailure()
        .recoverWithItem(new Said.Unclear());
  }

  /** An answer, or a reason to ask again: it was not read, or there may be more of it. */
  sealed interface Said {
    record Whole(MxAnswer answer) implements Said {}

    record Unclear() implements Said {}
  }

  private static Said said(DomainName domain, List<MxRecord> records) {
    ReceivedMx received =
        new ReceivedMx(
            records.stream().map(mx -> new ReceivedMx.Received(mx.priority(), mx.name())).toList());
    return CutOff.possible(domain, received)
        ? new Said.Unclear()
        : new Said.Whole(received.answer());
  }
}
