package net.hostedmtasts.controlplane.webhook.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.outside.HttpPost;
import net.hostedmtasts.controlplane.outside.OutsideSettings;
import net.hostedmtasts.controlplane.outside.PostRequest;
import net.hostedmtasts.controlplane.outside.PostResult;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.PrintableText;
import net.hostedmtasts.controlplane.webhook.WebhookSettings;
import net.hostedmtasts.controlplane.webhook.WebhookUrl;

/** Sends a message to where its URL leads now. Never fails. */
@ApplicationScoped
class Sending {
  private static final int SHOWN = 1_024;
  private static final int OK = 200;
  private static final int REDIRECTION = 300;
  private static final int ERRORS = 400;

  private final Receivers receivers;
  private final HttpPost post;
  private final Duration deadline;
  private final boolean loopback;
  private final Clock clock;

  Sending(
      Receivers receivers,
      HttpPost post,
      WebhookSettings settings,
      OutsideSettings outside,
      Clock clock) {
    this.receivers = receivers;
    this.post = post;
    this.deadline = settings.deadline();
    this.loopback = outside.allowLoopback();
    this.clock = clock;
  }

  Uni<Attempted> send(Message message) {
    WebhookUrl url;
    try {
      // Once more: what was allowed when it was given may no longer be.
      url = WebhookUrl.parse(message.url(), loopback);
    } catch (InvalidValue noLonger) {
      return Uni.createFrom()
          .item(Attempted.unanswered("the URL is no longer allowed", Duration.ZERO));
    }
    return receivers
        .find(url)
        .chain(
            found ->
                found instanceof Receivers.Found.At at
                    ? post(url, at.addresses(), message)
                    : Uni.createFrom()
                        .item(
                            Attempted.unanswered(
                                ((Receivers.Found.Nowhere) found).why(), Duration.ZERO)));
  }

  private Uni<Attempted> post(WebhookUrl url, List<InetAddress> addresses, Message message) {
    return post.post(
            new PostRequest(
                url.tls(),
                url.host(),
                url.port(),
                url.authority(),
                url.target(),
                message.headers(),
                message.body()),
            addresses,
            deadline)
        .map(this::attempted);
  }

  private Attempted attempted(PostResult result) {
    if (result instanceof PostResult.Answered answered) {
      return new Attempted(
          Optional.of(answered.status()),
          error(answered.status()),
          Optional.of(answered.body().text())
              .filter(text -> !text.isEmpty())
              .map(text -> PrintableText.of(text, SHOWN)),
          answered.retryAfter().flatMap(text -> RetryAfter.read(text, clock.instant())),
          answered.took());
    }
    PostResult.Unanswered no = (PostResult.Unanswered) result;
    return Attempted.unanswered(no.detail(), no.took());
  }

  private static Optional<String> error(int status) {
    if (status >= OK && status < REDIRECTION) {
      return Optional.empty();
    }
    return Optional.of(
        status >= REDIRECTION && status < ERRORS
            ? "the receiver answered " + status + ": redirects are not followed"
            : "the receiver answered " + status);
  }
}
