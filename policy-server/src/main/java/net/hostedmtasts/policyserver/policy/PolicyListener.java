package net.hostedmtasts.policyserver.policy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.policyserver.listener.Listener;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers {@code https://mta-sts.<domain>/.well-known/mta-sts.txt} for every hosted domain. */
@Singleton
public final class PolicyListener implements Listener {
  private static final Logger LOG = Logger.getLogger(PolicyListener.class);
  private static final int BACKLOG = 4_096;

  private final PolicyListenerSettings settings;
  private final PolicyConnections connections;
  private @Nullable EventLoopGroup group;
  private @Nullable Channel channel;

  @Inject
  PolicyListener(PolicyListenerSettings settings, PolicyConnections connections) {
    this.settings = settings;
    this.connections = connections;
  }

  @Override
  public String name() {
    return "policies over HTTPS";
  }

  @Override
  public synchronized void open() {
    EventLoopGroup threads = Transport.group("policy", settings.threads());
    group = threads;
    channel =
        new ServerBootstrap()
            .group(threads)
            .channel(Transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(connections)
            .bind(settings.listenAddress(), settings.port())
            .syncUninterruptibly()
            .channel();
    LOG.infof("Listening: what=%s address=%s", name(), channel.localAddress());
  }

  /** The port that was bound, once open. */
  public synchronized int port() {
    if (channel != null && channel.localAddress() instanceof InetSocketAddress bound) {
      return bound.getPort();
    }
    throw new IllegalStateException("not open");
  }

  @Override
  public synchronized void close() {
    if (channel != null) {
      channel.close().syncUninterruptibly();
    }
    if (group != null) {
      group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
