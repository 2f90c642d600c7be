package net.hostedmtasts.policyserver.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes over a connection of their own, and whatever comes back until it is closed. */
final class RawConnection {
  private static final int PATIENCE_MS = 20_000;
  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.[01] ([0-9]{3}) ");

  private RawConnection() {}

  /**
   * The statuses of the answers, in their order; none where the connection was closed without a
   * word. Nothing is sent after {@code bytes}: a server that waits for more sees the end.
   */
  static List<Integer> send(URI server, byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MS);
      return statuses(exchange(socket, bytes));
    }
  }

  private static String exchange(Socket socket, byte[] bytes) {
    StringBuilder received = new StringBuilder();
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      byte[] buffer = new byte[4_096];
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        received.append(new String(buffer, 0, n, ISO_8859_1));
      }
    } catch (SocketTimeoutException kept) {
      throw new AssertionError("The connection is kept open: " + received, kept);
    } catch (IOException reset) {
      // Closed while more was on its way to it: what was received before counts.
    }
    return received.toString();
  }

  private static List<Integer> statuses(String received) {
    List<Integer> statuses = new ArrayList<>();
    Matcher line = STATUS.matcher(received);
    while (line.find()) {
      statuses.add(Integer.valueOf(line.group(1)));
    }
    return statuses;
  }
}
