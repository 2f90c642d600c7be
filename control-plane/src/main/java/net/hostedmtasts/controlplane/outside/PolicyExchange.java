package net.hostedmtasts.controlplane.outside;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.hostedmtasts.controlplane.outside.FetchResult.HandshakeProblem;
import net.hostedmtasts.controlplane.outside.FetchResult.ResponseProblem;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/** One request to one address: TLS, then the certificate, and only then the question. */
final class PolicyExchange {
  private static final String PATH = "/.well-known/mta-sts.txt";
  private static final int MAX_STATUS_LINE = 1_024;
  private static final int MAX_HEADER = 16 * 1_024;
  private static final int MAX_CHUNK = 8 * 1_024;

  private final PolicyHost host;
  private final InetAddress address;
  private final Duration deadline;
  private final CertificateJudge judge;
  private final PresentedChain presented = new PresentedChain();
  private final SslHandler tls;
  private final ResponseReader reader = new ResponseReader();
  private final long began = System.nanoTime();

  PolicyExchange(
      PolicyHost host,
      InetAddress address,
      Duration deadline,
      TlsClient client,
      CertificateJudge judge) {
    this.host = host;
    this.address = address;
    this.deadline = deadline;
    this.judge = judge;
    this.tls = new SslHandler(client.engine(host, presented));
    // One deadline for everything: the connection is closed then.
    tls.setHandshakeTimeoutMillis(0);
  }

  void handlers(ChannelPipeline pipeline) {
    pipeline.addLast(tls, new HttpClientCodec(MAX_STATUS_LINE, MAX_HEADER, MAX_CHUNK), reader);
  }

  /** The exchange over a connection, if there is one; it is closed at the end. */
  Uni<FetchResult> over(Connection connection) {
    if (connection instanceof Connection.Open open) {
      return over(open.channel());
    }
    Connection.NotOpen no = (Connection.NotOpen) connection;
    return Uni.createFrom()
        .item(new FetchResult.NotConnected(address, took(), no.reason(), no.detail()));
  }

  private Uni<FetchResult> over(Channel channel) {
    return TlsClient.handshake(tls)
        .chain(
            failure ->
                failure
                    .map(cause -> Uni.createFrom().item(noHandshake(cause)))
                    .orElseGet(() -> askWhereTrusted(channel)))
        .onTermination()
        .invoke(() -> close(channel));
  }

  private static void close(Channel channel) {
    var unused = channel.close();
  }

  private Uni<FetchResult> askWhereTrusted(Channel channel) {
    return Uni.createFrom()
        .item(() -> judge.judge(presented.chain(), host))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .chain(
            problems -> problems.isEmpty() ? ask(channel) : Uni.createFrom().item(bad(problems)));
  }

  private Uni<FetchResult> ask(Channel channel) {
    var unused =
        channel.writeAndFlush(request()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    return Uni.createFrom().completionStage(reader.whole()).map(this::result);
  }

  private FullHttpRequest request() {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, PATH);
    request
        .headers()
        .set(HttpHeaderNames.HOST, host.value())
        .set(HttpHeaderNames.USER_AGENT, "hosted-mta-sts")
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return request;
  }

  private FetchResult noHandshake(Throwable cause) {
    HandshakeFailure failure = HandshakeFailure.of(cause);
    return new FetchResult.NoHandshake(
        address,
        took(),
        late() ? HandshakeProblem.TIMED_OUT : failure.problem(),
        late() ? "not finished in time" : failure.detail(),
        presented.facts());
  }

  private FetchResult bad(Set<CertificateProblem> problems) {
    return new FetchResult.BadCertificate(address, took(), problems, certificate());
  }

  private FetchResult result(ResponseReader.Read read) {
    if (read instanceof ResponseReader.Read.Whole whole) {
      return new FetchResult.Response(
          address,
          took(),
          whole.head().status().code(),
          Optional.ofNullable(whole.head().headers().get(HttpHeaderNames.LOCATION)),
          Optional.ofNullable(whole.head().headers().get(HttpHeaderNames.CONTENT_TYPE)),
          whole.body(),
          certificate());
    }
    ResponseReader.Read.Failed failed = (ResponseReader.Read.Failed) read;
    boolean late = late() && failed.problem() == ResponseProblem.CLOSED;
    return new FetchResult.NoResponse(
        address,
        took(),
        late ? ResponseProblem.TIMED_OUT : failed.problem(),
        late ? "not finished in time" : failed.detail(),
        certificate());
  }

  private CertificateFacts certificate() {
    return CertificateFacts.of(presented.chain().get(0));
  }

  private boolean late() {
    return took().compareTo(deadline) >= 0;
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
