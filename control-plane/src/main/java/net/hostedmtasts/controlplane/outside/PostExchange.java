package net.hostedmtasts.controlplane.outside;

import io.netty.buffer.Unpooled;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One post over one connection: TLS, then the certificate, and only then the request. */
final class PostExchange {
  private static final String LATE = "not finished in time";
  private static final int MAX_STATUS_LINE = 1_024;
  private static final int MAX_HEADER = 16 * 1_024;
  private static final int MAX_CHUNK = 8 * 1_024;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final PostRequest request;
  private final long began;
  private final Duration deadline;
  private final CertificateJudge judge;
  private final PresentedChain presented = new PresentedChain();
  private final @Nullable SslHandler tls;
  private final ResponseReader reader = ResponseReader.ofHead();

  PostExchange(
      PostRequest request,
      long began,
      Duration deadline,
      TlsClient client,
      CertificateJudge judge) {
    this.request = request;
    this.began = began;
    this.deadline = deadline;
    this.judge = judge;
    this.tls = request.tls() ? new SslHandler(client.engine(request.host(), presented)) : null;
    if (tls != null) {
      // One deadline for everything: the connection is closed then.
      tls.setHandshakeTimeoutMillis(0);
    }
  }

  void handlers(ChannelPipeline pipeline) {
    if (tls != null) {
      pipeline.addLast(tls);
    }
    pipeline.addLast(new HttpClientCodec(MAX_STATUS_LINE, MAX_HEADER, MAX_CHUNK), reader);
  }

  /** What is left of the time; never nothing. */
  Duration left() {
    Duration left = deadline.minus(took());
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  /** The exchange over a connection, if there is one; it is closed at the end. */
  Uni<PostResult> over(Connection connection) {
    return connection instanceof Connection.Open open
        ? over(open.channel())
        : unanswered(((Connection.NotOpen) connection).detail());
  }

  private Uni<PostResult> over(Channel channel) {
    return (tls == null ? ask(channel) : askWhereTrusted(tls, channel))
        .onTermination()
        .invoke(
            () -> {
              var unused = channel.close();
            });
  }

  private Uni<PostResult> askWhereTrusted(SslHandler handler, Channel channel) {
    return TlsClient.handshake(handler)
        .chain(
            failure ->
                failure
                    .map(cause -> unanswered(late() ? LATE : HandshakeFailure.of(cause).detail()))
                    .orElseGet(
                        () ->
                            judged()
                                .chain(
                                    problems ->
                                        problems.isEmpty()
                                            ? ask(channel)
                                            : unanswered(refusal(problems)))));
  }

  private Uni<Set<CertificateProblem>> judged() {
    return Uni.createFrom()
        .item(() -> judge.judge(presented.chain(), request.host()))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private static String refusal(Set<CertificateProblem> problems) {
    return problems.stream()
        .sorted()
        .map(
            problem ->
                switch (problem) {
                  case WRONG_NAME -> "its certificate is for other names";
                  case EXPIRED -> "its certificate has expired";
                  case NOT_YET_VALID -> "its certificate is not valid yet";
                  case UNTRUSTED -> "its certificate does not lead to a trusted root";
                })
        .collect(Collectors.joining(", "));
  }

  private Uni<PostResult> ask(Channel channel) {
    var unused = channel.writeAndFlush(http()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    return Uni.createFrom().completionStage(reader.whole()).map(this::result);
  }

  private FullHttpRequest http() {
    FullHttpRequest http =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            request.target(),
            Unpooled.copiedBuffer(request.body(), StandardCharsets.UTF_8));
    request.headers().forEach((name, value) -> http.headers().set(name, value));
    http.headers()
        .set(HttpHeaderNames.HOST, request.authority())
        .set(HttpHeaderNames.USER_AGENT, "hosted-mta-sts")
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .set(HttpHeaderNames.CONTENT_LENGTH, http.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return http;
  }

  private PostResult result(ResponseReader.Read read) {
    if (read instanceof ResponseReader.Read.Whole whole) {
      return new PostResult.Answered(
          took(),
          whole.head().status().code(),
          Optional.ofNullable(whole.head().headers().get(HttpHeaderNames.RETRY_AFTER)),
          whole.body());
    }
    return new PostResult.Unanswered(
        took(), late() ? LATE : ((ResponseReader.Read.Failed) read).detail());
  }

  private Uni<PostResult> unanswered(String detail) {
    return Uni.createFrom().item(new PostResult.Unanswered(took(), detail));
  }

  private boolean late() {
    return took().compareTo(deadline) >= 0;
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
