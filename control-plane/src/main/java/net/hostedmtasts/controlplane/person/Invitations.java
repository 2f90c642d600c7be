package net.hostedmtasts.controlplane.person;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import org.hibernate.reactive.mutiny.Mutiny;

/** Invitations that wait for whoever signs in with the address. */
@ApplicationScoped
class Invitations {
  private final Members members;
  private final AuditLog audit;

  Invitations(Members members, AuditLog audit) {
    this.members = members;
    this.audit = audit;
  }

  /** Makes the person a member wherever their address was invited; only a verified one counts. */
  Uni<Void> accept(Mutiny.Session session, Person person) {
    if (person.email().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createSelectionQuery(
            "from Member where personId is null and email = :email order by id", Member.class)
        .setParameter("email", person.email().get())
        .getResultList()
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUniAndConcatenate(invitation -> accept(session, person, invitation))
        .collect()
        .last()
        .chain(session::flush);
  }

  private Uni<Void> accept(Mutiny.Session session, Person person, Member invitation) {
    return members
        .find(session, invitation.tenantId(), person.id())
        .chain(
            there -> {
              if (there.isPresent()) {
                return session.remove(invitation);
              }
              invitation.accepted(person.id());
              return audit.record(
                  session,
                  new Actor(invitation.tenantId(), null, person.id(), person.label()),
                  "member-joined",
                  null,
                  Map.of("role", invitation.role().value(), "by", "invitation"));
            });
  }
}
