package net.hostedmtasts.controlplane.outside;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import net.hostedmtasts.controlplane.outside.FetchResult.HandshakeProblem;

/** Why a handshake failed, as far as BoringSSL, or the TLS of the Java runtime, tells. */
record HandshakeFailure(HandshakeProblem problem, String detail) {
  private static final Pattern ALERT =
      Pattern.compile("fatal alert: ([a-z_]{1,40})|(?:SSLV3|TLSV1)_ALERT_([A-Z_]{1,40})");

  static HandshakeFailure of(Throwable cause) {
    if (cause instanceof NotSslRecordException) {
      return new HandshakeFailure(HandshakeProblem.NOT_TLS, "what answers does not speak TLS");
    }
    if (cause instanceof SSLException) {
      Matcher alert = ALERT.matcher(String.valueOf(cause.getMessage()));
      return alert.find()
          ? new HandshakeFailure(HandshakeProblem.ALERT, "alert " + name(alert))
          : new HandshakeFailure(HandshakeProblem.OTHER, "no TLS 1.2 or 1.3 in common");
    }
    return new HandshakeFailure(
        cause instanceof ClosedChannelException ? HandshakeProblem.CLOSED : HandshakeProblem.OTHER,
        "the connection ended during the handshake");
  }

  /** As RFC 8446 writes it, section 6. */
  private static String name(Matcher alert) {
    String name = alert.group(1) == null ? alert.group(2) : alert.group(1);
    return name.toLowerCase(Locale.ROOT);
  }
}
