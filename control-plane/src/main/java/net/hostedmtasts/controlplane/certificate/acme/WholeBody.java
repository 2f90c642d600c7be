package net.hostedmtasts.controlplane.certificate.acme;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body in as a whole before anybody reads it, so that who waits for the response waits for
 * its last byte as well. One that is too long is not read to its end.
 */
final class WholeBody<T> implements BodySubscriber<T> {
  /** The longest body: a chain has some kilobytes, all else less. */
  static final int MOST_BYTES = 1 << 20;

  private final BodySubscriber<T> reader;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private Flow.@Nullable Subscription source;

  /**
   * @param reader gets what was taken in
   */
  WholeBody(BodySubscriber<T> reader) {
    this.reader = reader;
  }

  @Override
  public CompletionStage<T> getBody() {
    return whole.thenCompose(this::read);
  }

  private CompletionStage<T> read(byte[] body) {
    reader.onSubscribe(new Taken());
    if (body.length > 0) {
      reader.onNext(List.of(ByteBuffer.wrap(body)));
    }
    reader.onComplete();
    return reader.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (whole.isDone()) {
      subscription.cancel();
    } else {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (taken.size() + part.remaining() > MOST_BYTES) {
        leave(new IOException("an answer of more than " + MOST_BYTES + " bytes"));
        return;
      }
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      taken.writeBytes(bytes);
    }
  }

  /** Reads no more, and closes the connection. */
  void leave(IOException why) {
    whole.completeExceptionally(why);
    if (source != null) {
      source.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(taken.toByteArray());
  }

  /** There is no more to ask for. */
  private static final class Taken implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }
}
