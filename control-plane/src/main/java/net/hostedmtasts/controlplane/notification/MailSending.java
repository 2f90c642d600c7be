package net.hostedmtasts.controlplane.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import net.hostedmtasts.controlplane.policy.PrintableText;
import org.jboss.logging.Logger;

/** Hands a mail over to the mail server. */
@ApplicationScoped
class MailSending {
  private static final Logger LOG = Logger.getLogger(MailSending.class);
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final double JITTER = 0.2;
  private static final int MAX_ERROR = 400;

  private final ReactiveMailer mailer;
  private final DueMails mails;
  private final NotificationSettings settings;
  private final Counter sent;
  private final Counter again;
  private final Counter failed;

  MailSending(
      ReactiveMailer mailer, DueMails mails, NotificationSettings settings, MeterRegistry metrics) {
    this.mailer = mailer;
    this.mails = mails;
    this.settings = settings;
    this.sent = counter(metrics, "sent");
    this.again = counter(metrics, "again");
    this.failed = counter(metrics, "failed");
  }

  private static Counter counter(MeterRegistry metrics, String outcome) {
    return Counter.builder("notification.mails")
        .description("Mails handed over, to be tried again, or given up")
        .tag("outcome", outcome)
        .register(metrics);
  }

  Uni<Void> send(DueMail mail) {
    return mail.address()
        .map(address -> send(mail, address))
        .orElseGet(() -> mails.failed(mail, "nobody wants it any more"));
  }

  private Uni<Void> send(DueMail mail, String address) {
    return mailer
        .send(written(mail, address))
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .onItemOrFailure()
        .transformToUni(
            (done, failure) -> {
              if (failure == null) {
                sent.increment();
                return mails.sent(mail);
              }
              return notSent(mail, failure);
            });
  }

  private Uni<Void> notSent(DueMail mail, Throwable failure) {
    String why = PrintableText.of(String.valueOf(failure.getMessage()), MAX_ERROR);
    if (mail.tries() >= settings.pauses().size()) {
      failed.increment();
      LOG.warnf("A mail has failed and is not tried again: %s: %s", mail, why);
      return mails.failed(mail, why);
    }
    again.increment();
    Duration pause = settings.pauses().get(mail.tries());
    double more = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
    return mails.again(mail, why, Duration.ofMillis((long) (pause.toMillis() * more)));
  }

  private Mail written(DueMail mail, String address) {
    MailText text = new MailText(mail.language());
    MailText.Links links =
        new MailText.Links(settings.pageAddress().orElseThrow(), mail.unsubscribe());
    return Mail.withText(
            address,
            text.subject(mail.domain(), mail.type()),
            text.body(mail.domain(), mail.type(), mail.lines(), mail.events(), links))
        .setFrom(settings.from().orElseThrow())
        // RFC 8058: mail programs end it with one click.
        .addHeader("List-Unsubscribe", "<" + links.unsubscribe() + ">")
        .addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        // RFC 3834: no answer of a machine, please.
        .addHeader("Auto-Submitted", "auto-generated")
        .addHeader("X-Notification-Id", mail.id().toString());
  }
}
