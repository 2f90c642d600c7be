package net.hostedmtasts.policyserver.dns;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.policyserver.listener.ConnectionLimit;

/** The open TCP connections, and how a new one becomes one of them. */
// There is nothing to do about a failed close.
@SuppressWarnings("FutureReturnValueIgnored")
final class TcpConnections extends ChannelInitializer<SocketChannel> {
  private static final int MAX_QUESTION = 65_535;
  private static final int LENGTH = 2;

  private final Answering answering;
  private final DnsMetrics metrics;
  private final ConnectionLimit limit;
  private final Duration idle;
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();

  TcpConnections(Answering answering, DnsMetrics metrics, ConnectionLimit limit, Duration idle) {
    this.answering = answering;
    this.metrics = metrics;
    this.limit = limit;
    this.idle = idle;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    InetAddress client = channel.remoteAddress().getAddress();
    if (!limit.opened(client)) {
      metrics.connectionRefused();
      channel.close();
      return;
    }
    metrics.connectionAccepted();
    open.add(channel);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              open.remove(channel);
              limit.closed(client);
            });
    addHandlers(channel.pipeline(), client);
  }

  // The idle time is taken behind the decoder: a question that comes octet by octet is idle too.
  private void addHandlers(ChannelPipeline pipeline, InetAddress client) {
    pipeline.addLast(
        new LengthFieldBasedFrameDecoder(MAX_QUESTION + LENGTH, 0, LENGTH, 0, LENGTH),
        new FlowControlHandler(),
        new IdleStateHandler(idle.toMillis(), 0, 0, TimeUnit.MILLISECONDS),
        new TcpHandler(answering, metrics, client));
  }

  void closeAll() {
    open.forEach(Channel::close);
  }
}
