package net.hostedmtasts.controlplane.idempotency;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a POST has done.
 *
 * @param location of what was created
 * @param body the view, rendered as JSON
 * @param secretId where the body holds a secret: the id of what was created. Such a body is never
 *     stored.
 */
public record Outcome(int status, @Nullable URI location, Object body, @Nullable UUID secretId) {
  private static final int CREATED = 201;
  private static final int OK = 200;

  /** Something new. */
  public static Outcome created(URI location, Object body) {
    return new Outcome(CREATED, location, body, null);
  }

  /** Something new with a secret, which is in this answer and in no other. */
  public static Outcome secret(URI location, Object body, UUID id) {
    return new Outcome(CREATED, location, body, id);
  }

  /** Done, nothing new. */
  public static Outcome ok(Object body) {
    return new Outcome(OK, null, body, null);
  }

  @Override
  public String toString() {
    return "Outcome[status=" + status + ", location=" + location + "]";
  }
}
