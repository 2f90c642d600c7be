package net.hostedmtasts.controlplane.person;

import java.util.Optional;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.tenant.DisplayName;

/**
 * Who somebody is, in the words of a provider.
 *
 * @param email the address, where the provider says that it is verified
 */
public record Identity(String issuer, String subject, DisplayName name, Optional<Email> email) {
  private static final int MAX_ISSUER = 2_000;
  private static final int MAX_SUBJECT = 255;

  public Identity {
    if (issuer.isEmpty() || issuer.length() > MAX_ISSUER) {
      throw new InvalidValue("issuer", issuer, "at most 2000 characters");
    }
    // OpenID Connect Core 1.0, section 2: not more than 255 ASCII characters.
    if (subject.isEmpty() || subject.length() > MAX_SUBJECT) {
      throw new InvalidValue("subject", subject, "1 to 255 characters");
    }
  }
}
