package net.hostedmtasts.policyserver.report;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/**
 * Another context, of whose connections none gives out a session ticket. Netty switches them on
 * with the list of protocols, which Vert.x sets last of all: so they are switched off when a
 * connection begins, and not when its engine is made.
 */
final class TicketlessContext extends SslContext {
  private final SslContext context;

  TicketlessContext(SslContext context) {
    this.context = context;
  }

  /** The only one of its kind that Vert.x calls. */
  @Override
  protected SslHandler newHandler(
      ByteBufAllocator allocator,
      String peerHost,
      int peerPort,
      boolean startTls,
      Executor delegatedTasks) {
    return new Handler(newEngine(allocator, peerHost, peerPort), startTls, delegatedTasks);
  }

  private static final class Handler extends SslHandler {
    Handler(SSLEngine engine, boolean startTls, Executor delegatedTasks) {
      super(engine, startTls, delegatedTasks);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext connection) throws Exception {
      if (engine() instanceof ReferenceCountedOpenSslEngine openssl) {
        SSL.setOptions(openssl.sslPointer(), SSL.SSL_OP_NO_TICKET);
      }
      super.handlerAdded(connection);
    }
  }

  @Override
  public boolean isClient() {
    return context.isClient();
  }

  @Override
  public List<String> cipherSuites() {
    return context.cipherSuites();
  }

  @Override
  // Netty deprecates the type, and asks every context for one.
  @SuppressWarnings("deprecation")
  public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
    return context.applicationProtocolNegotiator();
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator) {
    return context.newEngine(allocator);
  }

  @Override
  public SSLEngine newEngine(ByteBufAllocator allocator, String peerHost, int peerPort) {
    return context.newEngine(allocator, peerHost, peerPort);
  }

  @Override
  public SSLSessionContext sessionContext() {
    return context.sessionContext();
  }
}
