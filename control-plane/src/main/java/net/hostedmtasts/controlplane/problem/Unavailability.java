package net.hostedmtasts.controlplane.problem;

import io.vertx.sqlclient.ClosedConnectionException;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away or too busy from a bug: the first is worth another try. */
final class Unavailability {
  private static final String SECONDS = "2";
  private static final int MAX_CAUSES = 20;

  private Unavailability() {}

  static Optional<Refused> of(Throwable thrown) {
    return away(thrown)
        ? Optional.of(
            new Refused(Reason.UNAVAILABLE, "Repeat the request after the time in Retry-After.")
                .header(HttpHeaders.RETRY_AFTER, SECONDS))
        : Optional.empty();
  }

  private static boolean away(Throwable thrown) {
    if (SqlState.of(thrown).filter(SqlState::passing).isPresent()) {
      return true;
    }
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (disconnected(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean disconnected(Throwable cause) {
    return cause instanceof SocketException
        || cause instanceof UnknownHostException
        || cause instanceof ClosedChannelException
        || cause instanceof ClosedConnectionException
        || cause instanceof TimeoutException;
  }
}
