package net.hostedmtasts.controlplane.outside;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/** Asks for a challenge's answer as an authority does (RFC 8555, section 8.3). Never fails. */
@ApplicationScoped
public class ChallengeFetch {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String PATH = "/.well-known/acme-challenge/";
  private static final int MAX_STATUS_LINE = 1_024;
  private static final int MAX_HEADER = 16 * 1_024;
  private static final int MAX_CHUNK = 8 * 1_024;

  private final Connector connector;
  private final int port;

  ChallengeFetch(Connector connector, OutsideSettings settings) {
    this.connector = connector;
    this.port = settings.httpPort();
  }

  /**
   * Asks one address.
   *
   * @param expected the key authorization; spaces after it count for nothing
   * @return why an authority would not be content, for people; empty where it would
   */
  public Uni<Optional<String>> fetch(
      CertifiedHost host, InetAddress address, String token, String expected) {
    ResponseReader reader = new ResponseReader();
    return connector
        .connect(
            new InetSocketAddress(address, port),
            DEADLINE,
            pipeline ->
                pipeline.addLast(
                    new HttpClientCodec(MAX_STATUS_LINE, MAX_HEADER, MAX_CHUNK), reader))
        .chain(
            connection ->
                connection instanceof Connection.Open open
                    ? ask(open.channel(), reader, host, token)
                        .map(read -> judge(read, expected))
                        .onTermination()
                        .invoke(() -> close(open.channel()))
                    : Uni.createFrom()
                        .item(Optional.of(((Connection.NotOpen) connection).detail())));
  }

  private static Uni<ResponseReader.Read> ask(
      Channel channel, ResponseReader reader, CertifiedHost host, String token) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, PATH + token);
    request
        .headers()
        .set(HttpHeaderNames.HOST, host.value())
        .set(HttpHeaderNames.USER_AGENT, "hosted-mta-sts")
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    var unused = channel.writeAndFlush(request).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    return Uni.createFrom().completionStage(reader.whole());
  }

  private static Optional<String> judge(ResponseReader.Read read, String expected) {
    if (read instanceof ResponseReader.Read.Failed failed) {
      return Optional.of(failed.detail());
    }
    ResponseReader.Read.Whole whole = (ResponseReader.Read.Whole) read;
    int status = whole.head().status().code();
    if (status != 200) {
      return Optional.of("status " + status + " instead of 200");
    }
    return whole.body().text().stripTrailing().equals(expected)
        ? Optional.empty()
        : Optional.of("another text than the answer to the challenge");
  }

  private static void close(Channel channel) {
    var unused = channel.close();
  }
}
