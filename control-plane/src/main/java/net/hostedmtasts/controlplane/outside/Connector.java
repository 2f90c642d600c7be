package net.hostedmtasts.controlplane.outside;

import com.google.common.net.InetAddresses;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ScheduledFuture;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Opens connections to addresses that strangers gave; nobody else does. It takes an address, never
 * a name, and judges it in the same step in which it connects: what a name server says meanwhile
 * changes nothing.
 */
// At start, so that its counters are there before the first connection.
@Startup
@ApplicationScoped
public class Connector {
  // Handshakes with strangers do not hold up the threads that serve the API.
  private static final int THREADS = 2;

  private final boolean allowLoopback;
  private final Counter attempts;
  private final Counter refusals;
  private final EventLoopGroup threads;
  private final Bootstrap bootstrap;

  Connector(OutsideSettings settings, MeterRegistry metrics) {
    this.allowLoopback = settings.allowLoopback();
    this.attempts =
        Counter.builder("outside.connection.attempts")
            .description("Connections attempted to addresses that strangers gave")
            .register(metrics);
    this.refusals =
        Counter.builder("outside.connection.refusals")
            .description("Connections not attempted, because the address is not a global one")
            .register(metrics);
    this.threads = new NioEventLoopGroup(THREADS, new DefaultThreadFactory("outside", true));
    this.bootstrap =
        new Bootstrap()
            .group(threads)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true);
  }

  /** Whether the address may be connected to. */
  public boolean allows(InetAddress address) {
    return GlobalAddress.is(address) || (allowLoopback && address.isLoopbackAddress());
  }

  /**
   * Whether a name with these addresses may be connected to: each of them must be allowed. One that
   * is not shows that the name is not meant for the public.
   */
  public boolean allowsAll(Collection<InetAddress> addresses) {
    return !addresses.isEmpty() && refused(addresses).isEmpty();
  }

  /**
   * The first address because of which a name with these addresses is not connected to; empty where
   * there is none. It counts as a refusal.
   */
  public Optional<InetAddress> refused(Collection<InetAddress> addresses) {
    Optional<InetAddress> refused =
        addresses.stream().filter(address -> !allows(address)).findFirst();
    refused.ifPresent(address -> refusals.increment());
    return refused;
  }

  /**
   * Connects; never fails.
   *
   * @param deadline for the connection and for everything over it: then it is closed, whoever has
   *     it
   * @param handlers added before anything is read
   */
  public Uni<Connection> connect(
      InetSocketAddress to, Duration deadline, Consumer<ChannelPipeline> handlers) {
    return connect(to, deadline, deadline, handlers);
  }

  /** The same with a limit of its own for connecting, for whoever may try another address. */
  Uni<Connection> connect(
      InetSocketAddress to,
      Duration deadline,
      Duration connecting,
      Consumer<ChannelPipeline> handlers) {
    return Uni.createFrom()
        .emitter(done -> connect(to, deadline, connecting, handlers, done::complete));
  }

  @PreDestroy
  void close() {
    var unused = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private void connect(
      InetSocketAddress to,
      Duration deadline,
      Duration atMost,
      Consumer<ChannelPipeline> handlers,
      Consumer<Connection> done) {
    if (to.isUnresolved() || !allows(to.getAddress())) {
      refusals.increment();
      done.accept(
          new Connection.NotOpen(
              Connection.Reason.ADDRESS_NOT_GLOBAL,
              to.isUnresolved() ? "not an address" : InetAddresses.toAddrString(to.getAddress())));
      return;
    }
    attempts.increment();
    ChannelFuture connecting =
        bootstrap
            .clone()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(atMost))
            .handler(initializer(handlers))
            .connect(to);
    long endsAt = System.nanoTime() + deadline.toNanos();
    var unused =
        connecting.addListener(
            ended ->
                done.accept(
                    ended.isSuccess()
                        ? open(connecting.channel(), endsAt)
                        : notOpen(ended.cause())));
  }

  private static Connection open(Channel channel, long endsAt) {
    ScheduledFuture<?> alarm =
        channel
            .eventLoop()
            .schedule(
                () -> {
                  var unused = channel.close();
                },
                endsAt - System.nanoTime(),
                TimeUnit.NANOSECONDS);
    var unused = channel.closeFuture().addListener(closed -> alarm.cancel(false));
    return new Connection.Open(channel);
  }

  private static Connection notOpen(Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return new Connection.NotOpen(Connection.Reason.TIMED_OUT, "no answer in time");
    }
    return cause instanceof ConnectException
        ? new Connection.NotOpen(Connection.Reason.REFUSED, "nothing listens there")
        : new Connection.NotOpen(Connection.Reason.UNREACHABLE, "no way to this address");
  }

  private static ChannelInitializer<Channel> initializer(Consumer<ChannelPipeline> handlers) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        handlers.accept(channel.pipeline());
      }
    };
  }

  // Zero would mean "without a limit".
  private static int millis(Duration deadline) {
    return (int) Math.max(1, Math.min(deadline.toMillis(), Integer.MAX_VALUE));
  }
}
