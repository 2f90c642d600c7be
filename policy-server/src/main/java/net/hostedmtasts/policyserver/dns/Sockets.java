package net.hostedmtasts.policyserver.dns;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadFactory;

/** Where the sockets come from. */
enum Sockets {
  /** Linux: reads many datagrams with one call, and several sockets can share a port. */
  EPOLL(EpollDatagramChannel.class, EpollServerSocketChannel.class),
  /** Every other system. */
  NIO(NioDatagramChannel.class, NioServerSocketChannel.class);

  private final Class<? extends DatagramChannel> datagram;
  private final Class<? extends ServerChannel> server;

  Sockets(Class<? extends DatagramChannel> datagram, Class<? extends ServerChannel> server) {
    this.datagram = datagram;
    this.server = server;
  }

  static Sockets best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  EventLoopGroup threads(int count) {
    ThreadFactory factory = new DefaultThreadFactory("dns", true);
    return this == EPOLL
        ? new EpollEventLoopGroup(count, factory)
        : new NioEventLoopGroup(count, factory);
  }

  Class<? extends DatagramChannel> datagram() {
    return datagram;
  }

  Class<? extends ServerChannel> server() {
    return server;
  }

  /** How many UDP sockets share the work: with NIO a port cannot be shared. */
  int datagramSockets(int threads) {
    return this == EPOLL ? threads : 1;
  }
}
