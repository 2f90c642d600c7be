package net.hostedmtasts.controlplane.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Mail to members. Port, user, password and TLS are settings of Quarkus' mailer. */
@SenderAndPage
@ConfigMapping(prefix = "notifications")
public interface NotificationSettings {
  /** The mail server that takes mail from this service; without it none is sent. */
  Optional<String> smtpHost();

  /** Who mails come from: an address. */
  Optional<@Pattern(regexp = "[^\\s@<>]{1,64}@[^\\s@<>]{1,253}") String> from();

  /** Where people reach the page, as {@code https://mta-sts.example.net}: mails lead there. */
  Optional<@Pattern(regexp = "https?://[^\\s<>/]{1,260}") String> pageAddress();

  /** So often one member gets a mail about one kind of event of one domain; others are gathered. */
  @WithDefault("PT1H")
  @DurationMin(seconds = 0)
  @DurationMax(days = 7)
  Duration atMostEach();

  /**
   * So many mails one member gets in that time; what happens beyond is gathered in one about
   * several domains for each kind.
   */
  @WithDefault("20")
  @Min(1)
  @Max(1000)
  int mailsAtMost();

  /** Mails that one instance hands over at the same time. */
  @WithDefault("4")
  @Min(1)
  @Max(100)
  int atOnce();

  /** Pauses after the first failure, the second and so on; then the mail has failed. */
  @WithDefault("PT5S,PT5M,PT30M,PT2H,PT5H,PT10H,PT14H,PT20H,PT24H")
  @Size(min = 1, max = 30)
  List<@DurationMin(millis = 1) @DurationMax(days = 2) Duration> pauses();
}
