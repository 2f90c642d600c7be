package net.hostedmtasts.policyserver.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/** Requests byte by byte: clients of libraries change paths and the Host header. */
final class PlainHttp {
  private PlainHttp() {}

  /** One answer, with its header lines as they came. */
  record Answer(int status, String headers, String body) {
    String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers
          .lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst()
          .orElse("");
    }
  }

  static Answer ask(URI server, String method, String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setSoTimeout(10_000);
      // HTTP/1.0: the body is what comes until the end, without chunks.
      String request = method + " " + path + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return answer(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    }
  }

  private static Answer answer(String received) throws IOException {
    int end = received.indexOf("\r\n\r\n");
    if (end < 12) {
      throw new IOException("No answer: " + received);
    }
    return new Answer(
        Integer.parseInt(received.substring(9, 12)),
        received.substring(0, end),
        received.substring(end + 4));
  }
}
