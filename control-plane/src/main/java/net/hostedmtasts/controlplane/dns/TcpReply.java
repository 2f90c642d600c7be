package net.hostedmtasts.controlplane.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The first message that comes over a connection, each with its length in front (RFC 1035, 4.2.2).
 */
final class TcpReply extends SimpleChannelInboundHandler<ByteBuf> {
  private static final int LENGTH = 2;
  private static final int MAX_MESSAGE = 65_535;

  private final CompletableFuture<byte[]> octets;

  TcpReply(Duration deadline) {
    this.octets =
        new CompletableFuture<byte[]>().orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  void handlers(ChannelPipeline pipeline) {
    pipeline.addLast(
        new LengthFieldBasedFrameDecoder(MAX_MESSAGE + LENGTH, 0, LENGTH, 0, LENGTH),
        new LengthFieldPrepender(LENGTH),
        this);
  }

  /** The message; fails where none comes in time, or the connection ends before. */
  CompletableFuture<byte[]> octets() {
    return octets;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
    octets.complete(ByteBufUtil.getBytes(message));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    octets.completeExceptionally(new ClosedChannelException());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    octets.completeExceptionally(cause);
  }
}
