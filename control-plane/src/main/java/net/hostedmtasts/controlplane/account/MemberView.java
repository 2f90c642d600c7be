package net.hostedmtasts.controlplane.account;

import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.person.Member;
import net.hostedmtasts.controlplane.person.Members;
import net.hostedmtasts.controlplane.person.Person;
import net.hostedmtasts.controlplane.tenant.Role;
import org.jspecify.annotations.Nullable;

/**
 * A member as the API shows it.
 *
 * @param name what the person is called; absent while the invitation waits
 * @param email the person's address, or the one that was invited
 * @param invited whether the person has yet to sign in
 * @param byProvider whether the sign-in provider decides about the member; then nothing can be
 *     changed here
 * @param signedInAt when the person signed in last, to any tenant
 */
public record MemberView(
    UUID id,
    @Nullable String name,
    @Nullable String email,
    Role role,
    boolean invited,
    boolean byProvider,
    Instant createdAt,
    @Nullable Instant signedInAt) {

  static MemberView of(Members.Known known) {
    Member member = known.member();
    return new MemberView(
        member.id(),
        known.person().map(Person::name).orElse(null),
        known.person().flatMap(Person::email).or(member::email).orElse(null),
        member.role(),
        member.personId().isEmpty(),
        member.byClaims(),
        member.createdAt(),
        known.person().map(Person::signedInAt).orElse(null));
  }
}
