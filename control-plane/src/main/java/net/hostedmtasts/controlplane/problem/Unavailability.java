package net.hostedmtasts.controlplane.problem;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away or too busy from a bug: the first is worth another try. */
final class Unavailability {
  private static final String SECONDS = "2";
  private static final int MAX_CAUSES = 20;

  private Unavailability() {}

  static Optional<Refused> of(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (away(cause)) {
        return Optional.of(
            new Refused(Reason.UNAVAILABLE, "Repeat the request after the time in Retry-After.")
                .header(HttpHeaders.RETRY_AFTER, SECONDS));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static boolean away(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof ClosedChannelException
        || cause instanceof ClosedConnectionException
        || cause instanceof TimeoutException
        || (cause instanceof PgException refused && passing(refused.getSqlState()));
  }

  // Connection (08), resources (53), shut-down (57P), cancelled by a time limit (57014), lock
  // time-out (55P03), and
  // transactions that collided (40).
  private static boolean passing(@Nullable String sqlState) {
    return sqlState != null && sqlState.matches("(08|53|57|40|55P).*");
  }
}
