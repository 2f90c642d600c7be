package net.hostedmtasts.policyserver.validation;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the whole ClientHello of a connection, without taking anything of it, and then leaves
 * its place to the handlers of a validation or to the usual ones. Those get what is no ClientHello,
 * comes too late or never comes as well: they refuse and count it as they always do.
 */
final class ClientHelloHandler extends ByteToMessageDecoder {
  private final Validations validations;
  private final long limit;
  private final ObjLongConsumer<ChannelPipeline> usual;
  private final long begunAt = System.nanoTime();
  private final HelloMessage message = new HelloMessage();
  private @Nullable Future<?> deadline;
  private boolean decided;

  ClientHelloHandler(
      Validations validations, Duration limit, ObjLongConsumer<ChannelPipeline> usual) {
    this.validations = validations;
    this.limit = limit.toNanos();
    this.usual = usual;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    Runnable tooLate = () -> decide(ctx, usual);
    deadline = ctx.executor().schedule(tooLate, limit, TimeUnit.NANOSECONDS);
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    switch (message.look(in)) {
      case MORE_TO_COME -> {}
      case OTHER -> decide(ctx, usual);
      case COMPLETE ->
          decide(
              ctx,
              message.clientHello().filter(validations::isOne).isPresent()
                  ? validations::answer
                  : usual);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    decide(ctx, usual);
    // A TLS handler that comes this late begins no handshake, and so never says that one has ended.
    var unused =
        ctx.fireUserEventTriggered(new SslHandshakeCompletionEvent(new ClosedChannelException()))
            .fireChannelInactive();
  }

  /** A reset: {@link #channelInactive} follows. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var unused = ctx.close();
  }

  /** What has been read goes on to the handlers that are added. */
  private void decide(ChannelHandlerContext ctx, ObjLongConsumer<ChannelPipeline> handlers) {
    if (decided) {
      return;
    }
    decided = true;
    handlers.accept(ctx.pipeline(), Math.max(1, millisLeft()));
    var unused = ctx.pipeline().remove(this);
  }

  private long millisLeft() {
    return TimeUnit.NANOSECONDS.toMillis(limit - (System.nanoTime() - begunAt));
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
