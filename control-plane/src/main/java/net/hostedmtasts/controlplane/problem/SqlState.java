package net.hostedmtasts.controlplane.problem;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why PostgreSQL refused a statement: the five characters of appendix A of its manual. */
public record SqlState(String code) {
  private static final int MAX_CAUSES = 20;

  /** The state in a failure; Hibernate wraps the error of the driver, sometimes more than once. */
  public static Optional<SqlState> of(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      String code = code(cause);
      if (code != null) {
        return Optional.of(new SqlState(code));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** Whether a row with this key is there already. */
  public boolean uniqueViolation() {
    return code.equals("23505");
  }

  /** Whether a lock was not free in time. */
  public boolean lockNotAvailable() {
    return code.equals("55P03");
  }

  // Connection (08), resources (53), shut-down and time limits (57), lock time-out (55P03),
  // transactions that collided (40).
  boolean passing() {
    return lockNotAvailable() || code.matches("(08|53|57|40).*");
  }

  private static @Nullable String code(Throwable cause) {
    if (cause instanceof PgException refused) {
      return refused.getSqlState();
    }
    return cause instanceof SQLException refused ? refused.getSQLState() : null;
  }
}
