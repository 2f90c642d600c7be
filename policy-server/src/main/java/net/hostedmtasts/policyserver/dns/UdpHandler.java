package net.hostedmtasts.policyserver.dns;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;

/** Answers datagrams. A datagram that cannot be answered is lost, as UDP allows. */
// The void promise reports a failed write to exceptionCaught.
@SuppressWarnings("FutureReturnValueIgnored")
@Sharable
final class UdpHandler extends SimpleChannelInboundHandler<DatagramPacket> {
  private final Answering answering;
  private final DnsMetrics metrics;

  UdpHandler(Answering answering, DnsMetrics metrics) {
    this.answering = answering;
    this.metrics = metrics;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    if (!context.channel().isWritable()) {
      // The system does not take answers as fast as questions come: do not queue them.
      metrics.dropped();
      return;
    }
    ByteBuf answer = context.alloc().ioBuffer(Edns.MIN_UDP_SIZE, Edns.MAX_UDP_SIZE);
    boolean sent = false;
    try {
      sent =
          answering.answer(packet.content(), answer, Transport.UDP, packet.sender().getAddress());
    } finally {
      if (!sent) {
        answer.release();
      }
    }
    if (sent) {
      context.write(new DatagramPacket(answer, packet.sender()), context.voidPromise());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  /** One client's trouble (its host answered "port unreachable") is no reason to stop. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    metrics.dropped();
  }
}
