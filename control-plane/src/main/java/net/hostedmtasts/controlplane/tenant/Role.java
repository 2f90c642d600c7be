package net.hostedmtasts.controlplane.tenant;

import java.util.Locale;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** What a person may do in a tenant: what a token of one scope may. */
public enum Role {
  VIEWER(Scope.READ),
  EDITOR(Scope.WRITE),
  ADMIN(Scope.ADMIN);

  private final Scope scope;

  Role(Scope scope) {
    this.scope = scope;
  }

  /** What the role is worth where an operation demands a scope. */
  public Scope scope() {
    return scope;
  }

  /** The name in the API and in the database. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role that is worth this scope. */
  public static Role of(Scope scope) {
    return switch (scope) {
      case READ -> VIEWER;
      case WRITE -> EDITOR;
      case ADMIN -> ADMIN;
    };
  }

  public static Role parse(String text) {
    for (Role role : values()) {
      if (role.value().equals(text)) {
        return role;
      }
    }
    throw new InvalidValue("role", text, "viewer, editor or admin");
  }
}
