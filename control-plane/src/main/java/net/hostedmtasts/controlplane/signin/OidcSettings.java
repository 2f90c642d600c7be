package net.hostedmtasts.controlplane.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.controlplane.tenant.Role;

/** The OpenID Connect provider that people sign in with, and what its claims mean. */
@CompleteProvider
@ConfigMapping(prefix = "sign-in.oidc")
public interface OidcSettings {
  /** Whether people can sign in with a provider. */
  @WithDefault("false")
  boolean enabled();

  /** What the sign-in page calls the provider. */
  @WithDefault("OpenID Connect")
  @NotBlank
  @Size(max = 100)
  String name();

  /**
   * The provider's issuer; its description is at {@code /.well-known/openid-configuration} below.
   */
  Optional<URI> issuer();

  /** What the provider calls this service. */
  Optional<String> clientId();

  /** What the provider gave this service to prove itself; none for a public client. */
  Optional<String> clientSecret();

  /**
   * Seals the state of a sign-in in its browser; the same at all instances. Not needed with a
   * client secret of 32 characters or more.
   */
  Optional<@Size(min = 32) String> stateSecret();

  /** What is asked for besides {@code openid}. */
  @WithDefault("profile,email")
  List<String> scopes();

  /** For a proxy that ends TLS and does not say so: the provider sends people back to https. */
  @WithDefault("false")
  boolean forceHttps();

  /** The claim with a person's name. */
  @WithDefault("name")
  String nameClaim();

  /** The claim with a person's mail address. */
  @WithDefault("email")
  String emailClaim();

  /**
   * Whether the provider verifies every address. Otherwise {@code email_verified} has to be true,
   * or the address counts for nothing.
   */
  @WithDefault("false")
  boolean emailsVerified();

  /** The claim with a person's groups: its name, or names with {@code /} between them. */
  @WithDefault("groups")
  String groupsClaim();

  /**
   * How groups name a tenant and a role: a text with {@code {tenant}} and {@code {role}}, such as
   * {@code /mta-sts/{tenant}/{role}}.
   */
  Optional<
          @Pattern(
              regexp = "(?=.*\\{tenant\\})(?=.*\\{role\\}).{1,200}",
              message = "must contain {tenant} and {role}")
          String>
      groupPattern();

  /** Single groups that mean something; the name is free. */
  Map<String, @Valid Group> groups();

  /** One group of the provider. */
  interface Group {
    /** The group, as it is in the claim. */
    @NotBlank
    String value();

    /** The name of the tenant. */
    @NotBlank
    String tenant();

    /** What its members are there. */
    Role role();
  }
}
