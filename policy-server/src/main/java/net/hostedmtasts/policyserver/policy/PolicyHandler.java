package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.policyserver.certificate.RequestedName;
import net.hostedmtasts.policyserver.policy.Answer.Status;
import org.jspecify.annotations.Nullable;

/** Answers the requests of one connection, one after the other. */
final class PolicyHandler extends ByteToMessageDecoder {
  private final PolicyAnswers answers;
  private final AnswerEncoder encoder;
  private final PolicyMetrics metrics;
  private final PolicyListenerSettings settings;
  private @Nullable String serverName;
  private @Nullable Future<?> deadline;
  private int requests;
  private boolean closing;

  PolicyHandler(
      PolicyAnswers answers,
      AnswerEncoder encoder,
      PolicyMetrics metrics,
      PolicyListenerSettings settings) {
    this.answers = answers;
    this.encoder = encoder;
    this.metrics = metrics;
    this.settings = settings;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      completed(ctx, handshake);
    }
    super.userEventTriggered(ctx, event);
  }

  private void completed(ChannelHandlerContext ctx, SslHandshakeCompletionEvent handshake) {
    if (!handshake.isSuccess()) {
      metrics.handshake(PolicyMetrics.Handshake.of(handshake.cause()));
      return;
    }
    metrics.handshake(PolicyMetrics.Handshake.COMPLETED);
    serverName =
        RequestedName.of(ctx.pipeline().get(SslHandler.class).engine().getSession()).orElse(null);
    awaitRequest(ctx);
  }

  /**
   * One deadline for the whole request: renewed by each byte, it would let slow clients stay for
   * ever.
   */
  private void awaitRequest(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
    Runnable tooLate = () -> close(ctx);
    deadline =
        ctx.executor().schedule(tooLate, settings.idleTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (closing) {
      in.skipBytes(in.readableBytes());
      return;
    }
    skipEmptyLines(in);
    int end = HeadEnd.find(in);
    if (end > settings.headerBytes() || (end < 0 && in.readableBytes() > settings.headerBytes())) {
      send(ctx, Answer.of(Status.HEADERS_TOO_LARGE), true);
    } else if (end >= 0) {
      respond(ctx, in.readCharSequence(end, ISO_8859_1).toString());
    }
  }

  private void respond(ChannelHandlerContext ctx, String headAndEmptyLine) {
    requests++;
    Optional<RequestHead> head =
        HeadEnd.withoutEmptyLine(headAndEmptyLine).flatMap(RequestHead::parse);
    String name = serverName;
    if (head.isEmpty() || name == null) {
      send(ctx, Answer.of(Status.BAD_REQUEST), true);
      return;
    }
    boolean close =
        !head.get().keepAlive()
            || head.get().body()
            || requests >= settings.requestsPerConnection();
    send(ctx, answers.answer(name, head.get()), close);
  }

  private void send(ChannelHandlerContext ctx, Answer answer, boolean close) {
    metrics.fetched(answer.status());
    closing = close;
    var sent = ctx.writeAndFlush(encoder.encode(answer, close, ctx.alloc()));
    if (close) {
      sent.addListener(ChannelFutureListener.CLOSE);
    } else {
      awaitRequest(ctx);
    }
  }

  /** Some clients send one after a body (RFC 9112, section 2.2). */
  private static void skipEmptyLines(ByteBuf in) {
    while (in.readableBytes() >= 2
        && in.getByte(in.readerIndex()) == '\r'
        && in.getByte(in.readerIndex() + 1) == '\n') {
      in.skipBytes(2);
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  /** Resets and TLS errors are the outside world's right: they are counted, not logged. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close(ctx);
  }

  private static void close(ChannelHandlerContext ctx) {
    var unused = ctx.close();
  }
}
