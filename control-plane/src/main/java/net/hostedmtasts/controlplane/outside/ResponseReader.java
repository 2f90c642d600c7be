package net.hostedmtasts.controlplane.outside;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import net.hostedmtasts.controlplane.outside.FetchResult.ResponseProblem;
import org.jspecify.annotations.Nullable;

/** Reads one answer, as far as a policy may be long. */
final class ResponseReader extends SimpleChannelInboundHandler<HttpObject> {
  private static final int MAX_BODY = 64 * 1024;

  private final CompletableFuture<Read> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final boolean headCounts;
  private @Nullable HttpResponse head;

  ResponseReader() {
    this(false);
  }

  private ResponseReader(boolean headCounts) {
    this.headCounts = headCounts;
  }

  /** A body that is too long, or breaks off, is cut off: what counts is the status. */
  static ResponseReader ofHead() {
    return new ResponseReader(true);
  }

  /** The end of reading. */
  sealed interface Read {
    record Whole(HttpResponse head, Body body) implements Read {}

    record Failed(ResponseProblem problem, String detail) implements Read {}
  }

  /** Completes once, and never fails. */
  CompletableFuture<Read> whole() {
    return whole;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      failed(ResponseProblem.MALFORMED, "the answer is not HTTP/1.1");
      return;
    }
    if (part instanceof HttpResponse begun) {
      head = begun;
    }
    if (part instanceof HttpContent content) {
      append(content);
    }
    HttpResponse begun = head;
    if (part instanceof LastHttpContent && begun != null && !interim(begun)) {
      whole.complete(new Read.Whole(begun, new Body(body.toByteArray())));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    failed(ResponseProblem.CLOSED, "the connection ended before the answer");
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failed(ResponseProblem.CLOSED, "the connection broke");
    var unused = context.close();
  }

  private void append(HttpContent content) {
    int length = content.content().readableBytes();
    if (body.size() + length > MAX_BODY) {
      add(content, MAX_BODY - body.size());
      failed(ResponseProblem.TOO_LARGE, "more than " + MAX_BODY + " octets");
      return;
    }
    add(content, length);
  }

  private void add(HttpContent content, int length) {
    byte[] octets = new byte[length];
    content.content().readBytes(octets);
    body.writeBytes(octets);
  }

  /** A 1xx answer comes before the answer (RFC 9110, section 15.2). */
  private static boolean interim(HttpResponse begun) {
    return begun.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void failed(ResponseProblem problem, String detail) {
    HttpResponse begun = head;
    whole.complete(
        headCounts && begun != null && !interim(begun)
            ? new Read.Whole(begun, new Body(body.toByteArray()))
            : new Read.Failed(problem, detail));
  }
}
