package net.hostedmtasts.controlplane.tenant;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/**
 * The texts of this feature. A {@link BearerToken} is none of them: it is written by the one
 * operation that shows it.
 */
class TenantTypes {

  @Produces
  @Singleton
  TextType<Scope> scope() {
    return new TextType<>(Scope.class, Scope::parse, Scope::value);
  }

  @Produces
  @Singleton
  TextType<Role> role() {
    return new TextType<>(Role.class, Role::parse, Role::value);
  }

  @Produces
  @Singleton
  TextType<DisplayName> displayName() {
    return new TextType<>(DisplayName.class, DisplayName::new, DisplayName::value);
  }
}
