package net.hostedmtasts.controlplane.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.hostedmtasts.controlplane.person.Email;
import net.hostedmtasts.controlplane.person.Grant;
import net.hostedmtasts.controlplane.person.Identity;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.tenant.DisplayName;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What an ID token says, in the words of this service. The token is verified already. */
@ApplicationScoped
class ProviderClaims {
  private static final int GROUPS_AT_MOST = 1_000;
  private static final int MAX_NAME = 100;

  private final OidcSettings settings;
  private final GroupGrants grants;
  private final ObjectMapper json;

  ProviderClaims(OidcSettings settings, ObjectMapper json) {
    this.settings = settings;
    this.grants = GroupGrants.of(settings);
    this.json = json;
  }

  /** Somebody, and what their groups grant. */
  record Claimed(Identity identity, List<Grant> grants) {}

  Claimed of(SecurityIdentity signedIn) {
    return of(payload((JsonWebToken) signedIn.getPrincipal()));
  }

  Claimed of(JsonNode claims) {
    Optional<Email> email = email(claims);
    return new Claimed(
        new Identity(
            claims.path("iss").asText(), claims.path("sub").asText(), name(claims, email), email),
        groups(claims)
            .limit(GROUPS_AT_MOST)
            .flatMap(group -> grants.of(group).stream())
            .distinct()
            .toList());
  }

  // Read from the token itself: the accessors of other libraries give a claim one of many types.
  private JsonNode payload(JsonWebToken token) {
    try {
      return json.readTree(Base64.getUrlDecoder().decode(token.getRawToken().split("\\.", -1)[1]));
    } catch (IOException e) {
      throw new IllegalStateException("A verified token is no JSON", e);
    }
  }

  private Optional<Email> email(JsonNode claims) {
    if (!settings.emailsVerified() && !claims.path("email_verified").asBoolean(false)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Email(claim(claims, settings.emailClaim()).asText()));
    } catch (InvalidValue none) {
      return Optional.empty();
    }
  }

  private DisplayName name(JsonNode claims, Optional<Email> email) {
    return Stream.of(
            claim(claims, settings.nameClaim()).asText(),
            claims.path("preferred_username").asText(),
            email.map(Email::value).orElse(""),
            "somebody")
        .flatMap(text -> displayed(text).stream())
        .findFirst()
        .orElseThrow();
  }

  private static Optional<DisplayName> displayed(String text) {
    String fitting = text.strip();
    try {
      return Optional.of(
          new DisplayName(
              fitting.length() > MAX_NAME ? fitting.substring(0, MAX_NAME).strip() : fitting));
    } catch (InvalidValue odd) {
      return Optional.empty();
    }
  }

  private Stream<String> groups(JsonNode claims) {
    JsonNode found = claim(claims, settings.groupsClaim());
    return found.isArray()
        ? StreamSupport.stream(found.spliterator(), false).map(JsonNode::asText)
        : Stream.of(found.asText()).filter(text -> !text.isEmpty());
  }

  // Names of claims that are addresses have slashes in them: the whole name comes first.
  private static JsonNode claim(JsonNode claims, String name) {
    if (claims.has(name)) {
      return claims.path(name);
    }
    JsonNode found = claims;
    for (String step : name.split("/", -1)) {
      found = found.path(step);
    }
    return found;
  }
}
