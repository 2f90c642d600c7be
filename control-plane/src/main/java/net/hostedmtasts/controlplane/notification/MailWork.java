package net.hostedmtasts.controlplane.notification;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.lease.ClaimedWork;

/** Sends the mails that are due. */
@ApplicationScoped
class MailWork implements ClaimedWork.Work<DueMail> {
  /** Shorter than a claim. */
  private static final Duration LONGEST = DueMails.CLAIMED_FOR.minusSeconds(5);

  private final DueMails due;
  private final MailSending sending;
  private final NotificationSettings settings;
  private final ClaimedWork<DueMail> work;

  MailWork(Vertx vertx, DueMails due, MailSending sending, NotificationSettings settings) {
    this.due = due;
    this.sending = sending;
    this.settings = settings;
    this.work = new ClaimedWork<>(vertx, "mail", settings.atOnce(), LONGEST, this);
  }

  void start(@Observes StartupEvent started) {
    if (settings.smtpHost().isPresent()) {
      work.start();
    }
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  /** There is something new. */
  void look() {
    work.look();
  }

  @Override
  public Uni<List<DueMail>> claim(int most) {
    return due.claim(most);
  }

  @Override
  public Uni<Void> make(DueMail mail) {
    return sending.send(mail);
  }
}
