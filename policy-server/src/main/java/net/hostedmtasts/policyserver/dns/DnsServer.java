package net.hostedmtasts.policyserver.dns;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.policyserver.listener.ConnectionLimits;
import net.hostedmtasts.policyserver.listener.Listener;
import net.hostedmtasts.policyserver.zone.ZoneSettings;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers DNS questions over UDP and TCP, on one port. */
@Singleton
public class DnsServer implements Listener {
  private static final Logger LOG = Logger.getLogger(DnsServer.class);
  private static final int RECEIVE_BUFFER = 1 << 20;
  private static final int TCP_READ_SIZE = 2048;

  /** No question is longer; what is cut off here is malformed and told so. */
  private static final int MAX_DATAGRAM = 1500;

  private static final int DATAGRAMS_PER_READ = 16;
  private static final int BACKLOG = 512;
  private static final int CLOSE_SECONDS = 3;

  private final ZoneSettings settings;
  private final Answering answering;
  private final DnsMetrics metrics;
  private final Sockets sockets;
  private final TcpConnections connections;
  private @Nullable EventLoopGroup threads;
  private @Nullable InetSocketAddress bound;

  @Inject
  DnsServer(ZoneSettings settings, Answering answering, DnsMetrics metrics) {
    this(settings, answering, metrics, Sockets.best());
  }

  DnsServer(ZoneSettings settings, Answering answering, DnsMetrics metrics, Sockets sockets) {
    this.settings = settings;
    this.answering = answering;
    this.metrics = metrics;
    this.sockets = sockets;
    this.connections =
        new TcpConnections(
            answering,
            metrics,
            new ConnectionLimits(settings.connections(), settings.connectionsPerClient()),
            settings.idleTimeout());
  }

  @Override
  public String name() {
    return "DNS";
  }

  @Override
  public synchronized void open() {
    EventLoopGroup group = sockets.threads(settings.threads());
    threads = group;
    // TCP first: its port cannot be shared, so that a second process on this port is noticed.
    InetSocketAddress address = bindTcp(group, wanted());
    for (int i = 0; i < sockets.datagramSockets(settings.threads()); i++) {
      bindUdp(group, address);
    }
    bound = address;
    LOG.infof("DNS answers for zone %s at %s", settings.name(), address);
  }

  /** Where it answers; the port is the one chosen where the setting is 0. */
  public synchronized InetSocketAddress address() {
    if (bound == null) {
      throw new IllegalStateException("The DNS listener is not open");
    }
    return bound;
  }

  @Override
  public synchronized void close() {
    if (threads == null) {
      return;
    }
    connections.closeAll();
    threads
        .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    threads = null;
    bound = null;
  }

  private InetSocketAddress wanted() {
    try {
      return new InetSocketAddress(
          InetAddress.getByName(settings.listenAddress()), settings.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("zone.listen-address is no address", e);
    }
  }

  private InetSocketAddress bindTcp(EventLoopGroup group, InetSocketAddress address) {
    Channel channel =
        new ServerBootstrap()
            .group(group)
            .channel(sockets.server())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(TCP_READ_SIZE))
            .childHandler(connections)
            .bind(address)
            .syncUninterruptibly()
            .channel();
    return (InetSocketAddress) channel.localAddress();
  }

  private void bindUdp(EventLoopGroup group, InetSocketAddress address) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .channel(sockets.datagram())
            .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
            .option(ChannelOption.RCVBUF_ALLOCATOR, receiveBuffer())
            .handler(new UdpHandler(answering, metrics));
    if (sockets == Sockets.EPOLL) {
      bootstrap
          .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_DATAGRAM)
          .option(EpollChannelOption.SO_REUSEPORT, settings.threads() > 1);
    }
    bootstrap.bind(address).syncUninterruptibly();
  }

  private FixedRecvByteBufAllocator receiveBuffer() {
    int datagrams = sockets == Sockets.EPOLL ? DATAGRAMS_PER_READ : 1;
    return new FixedRecvByteBufAllocator(MAX_DATAGRAM * datagrams);
  }
}
