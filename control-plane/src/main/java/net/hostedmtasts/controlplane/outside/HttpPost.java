package net.hostedmtasts.controlplane.outside;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Posts to addresses that strangers gave. Never fails: what goes wrong outside is a result too. The
 * certificate is judged before anything is sent.
 */
@ApplicationScoped
public class HttpPost {
  private static final int ADDRESSES = 4;

  private final Connector connector;
  private final CertificateJudge judge;
  private final TlsClient client = new TlsClient();

  HttpPost(Connector connector, CertificateJudge judge) {
    this.connector = connector;
    this.judge = judge;
  }

  /**
   * Posts to the first of the addresses that takes a connection.
   *
   * @param addresses those of the host, at least one; of more than four the first
   * @param deadline for everything together
   */
  public Uni<PostResult> post(PostRequest request, List<InetAddress> addresses, Duration deadline) {
    long began = System.nanoTime();
    return Uni.createFrom()
        .deferred(() -> next(request, addresses, 0, began, deadline))
        // Keys and certificates cost milliseconds.
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Uni<PostResult> next(
      PostRequest request, List<InetAddress> addresses, int at, long began, Duration deadline) {
    PostExchange exchange = new PostExchange(request, began, deadline, client, judge);
    // One address that swallows packets must not use up the time of all.
    int rest = Math.min(addresses.size(), ADDRESSES) - at;
    return connector
        .connect(
            new InetSocketAddress(addresses.get(at), request.port()),
            exchange.left(),
            exchange.left().dividedBy(rest),
            exchange::handlers)
        .chain(
            connection ->
                connection instanceof Connection.NotOpen && rest > 1
                    ? next(request, addresses, at + 1, began, deadline)
                    : exchange.over(connection));
  }
}
