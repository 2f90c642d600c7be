package net.hostedmtasts.controlplane.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.EventLog;
import net.hostedmtasts.controlplane.event.Feed;
import net.hostedmtasts.controlplane.person.Member;
import net.hostedmtasts.controlplane.person.Members;
import net.hostedmtasts.controlplane.person.Person;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the members of all tenants want to be told. */
@ApplicationScoped
class Subscriptions {
  private final Members members;
  private final EventLog events;
  private final NotificationSettings settings;

  Subscriptions(Members members, EventLog events, NotificationSettings settings) {
    this.members = members;
    this.events = events;
    this.settings = settings;
  }

  /** What the caller has chosen. */
  Uni<NotificationView> get(Mutiny.Session session, Caller by) {
    UUID person = person(by);
    return member(session, by, person)
        .chain(member -> chosen(session, member))
        .chain(chosen -> view(session, person, chosen));
  }

  /** Chooses, in the caller's transaction. */
  Uni<NotificationView> put(
      Mutiny.Session session, Caller by, NotificationRequest.EmailChoice wanted) {
    UUID person = person(by);
    return member(session, by, person)
        .chain(member -> chosen(session, member))
        .invoke(
            chosen ->
                chosen.choose(
                    wanted.eventTypes(),
                    wanted.language() == null ? chosen.language() : wanted.language()))
        .call(chosen -> turn(session, by, person, chosen, wanted.enabled()))
        .call(session::persist)
        .chain(chosen -> view(session, person, chosen));
  }

  private Uni<Void> turn(
      Mutiny.Session session, Caller by, UUID person, Subscription chosen, boolean enabled) {
    if (!enabled) {
      chosen.disable();
      return Uni.createFrom().voidItem();
    }
    if (settings.smtpHost().isEmpty()) {
      throw new Refused(
          Reason.MAIL_NOT_SET_UP, "The operator of the service has to name a mail server first.");
    }
    return session
        .find(Person.class, person)
        .invoke(
            found -> {
              if (found.email().isEmpty()) {
                throw new Refused(
                    Reason.NO_VERIFIED_ADDRESS,
                    "Have the sign-in provider verify an address, and sign in again.");
              }
            })
        .chain(
            () ->
                chosen.enabled()
                    ? Uni.createFrom().voidItem()
                    : events.newest(session, Feed.of(by)).invoke(chosen::enable).replaceWithVoid());
  }

  /** Ends what a link of a mail belongs to; true where there was something. */
  Uni<Boolean> end(Mutiny.Session session, String token) {
    return session
        .createMutationQuery("update Subscription set enabled = false where unsubscribe = :token")
        .setParameter("token", token)
        .executeUpdate()
        .map(found -> found > 0);
  }

  private static UUID person(Caller by) {
    if (by.person() == null) {
      throw new Refused(
          Reason.PERSON_REQUIRED, "Sign in as a person: a token has no address and no wishes.");
    }
    return by.person();
  }

  private Uni<Member> member(Mutiny.Session session, Caller by, UUID person) {
    return members
        .find(session, by.tenant(), person)
        .map(
            found ->
                found.orElseThrow(
                    () -> new Refused(Reason.NOT_FOUND, "Only members are told of events.")));
  }

  private static Uni<Subscription> chosen(Mutiny.Session session, Member member) {
    return session
        .find(Subscription.class, member.id())
        .map(found -> found == null ? new Subscription(member) : found);
  }

  private Uni<NotificationView> view(Mutiny.Session session, UUID person, Subscription chosen) {
    return session
        .find(Person.class, person)
        .map(
            found ->
                new NotificationView(
                    new EmailView(
                        settings.smtpHost().isPresent(),
                        found.email().orElse(null),
                        chosen.enabled(),
                        chosen.eventTypes(),
                        chosen.language())));
  }
}
