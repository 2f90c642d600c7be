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
import net.hostedmtasts.policyserver.listener.ConnectionLimits;

/** The open TCP connections, and how a new one becomes one of them. */
// There is nothing to do about a failed close.
@SuppressWarnings("FutureReturnValueIgnored")
final class TcpConnections extends ChannelInitializer<SocketChannel> {
  private static final int MAX_QUESTION = 65_535;
  private static final int LENGTH = 2;

  private final Answering answering;
  private final DnsMetrics metrics;
  private final ConnectionLimits limits;
  private final Duration idle;
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();

  TcpConnections(Answering answering, DnsMetrics metrics, ConnectionLimits limits, Duration idle) {
    this.answering = answering;
    this.metrics = metrics;
    this.limits = limits;
    this.idle = idle;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    ConnectionLimits.Verdict verdict = limits.count(channel);
    metrics.connected(verdict);
    if (verdict != ConnectionLimits.Verdict.ACCEPTED) {
      channel.close();
      return;
    }
    open.add(channel);
    channel.closeFuture().addListener(closed -> open.remove(channel));
    addHandlers(channel.pipeline(), channel.remoteAddress().getAddress());
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
