package net.hostedmtasts.policyserver.validation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;

/** Closes a connection after its handshake: nothing else is to be said (RFC 8737, section 3). */
@Sharable
final class ValidationEnd extends ChannelInboundHandlerAdapter {
  private final Counter completed;
  private final Counter failed;

  ValidationEnd(MeterRegistry metrics) {
    this.completed = metrics.counter("edge.validations", "result", "completed");
    this.failed = metrics.counter("edge.validations", "result", "failed");
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      (handshake.isSuccess() ? completed : failed).increment();
      var unused = ctx.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    var unused = ReferenceCountUtil.release(read);
  }

  /** Resets and TLS errors are the outside world's right. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var unused = ctx.close();
  }
}
