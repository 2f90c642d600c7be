package net.hostedmtasts.policyserver.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetAddress;

/** Answers the questions of one connection, one after another (RFC 7766, section 6.2.1). */
// A failed write is reported to exceptionCaught, and there is nothing to do about a failed close.
@SuppressWarnings("FutureReturnValueIgnored")
final class TcpHandler extends SimpleChannelInboundHandler<ByteBuf> {
  private static final int USUAL_SIZE = 512;
  private static final int LENGTH = 2;
  private static final int MAX_SIZE = LENGTH + 65_535;

  private final Answering answering;
  private final DnsMetrics metrics;
  private final InetAddress client;

  TcpHandler(Answering answering, DnsMetrics metrics, InetAddress client) {
    this.answering = answering;
    this.client = client;
    this.metrics = metrics;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf question) {
    ByteBuf answer = context.alloc().ioBuffer(USUAL_SIZE, MAX_SIZE);
    boolean sent = false;
    try {
      answer.writeZero(LENGTH);
      sent = answering.answer(question, answer, Transport.TCP, client);
      answer.setShort(0, answer.readableBytes() - LENGTH);
    } finally {
      if (!sent) {
        answer.release();
      }
    }
    if (sent) {
      context.write(answer, context.voidPromise());
    } else {
      // What sends no questions over TCP wants something else from this port.
      context.close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
    context.fireChannelReadComplete();
  }

  /** A client that asks and does not take its answers must not fill the memory. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    boolean writable = context.channel().isWritable();
    context.channel().config().setAutoRead(writable);
    if (!writable) {
      context.flush();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      context.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    metrics.dropped();
    context.close();
  }
}
