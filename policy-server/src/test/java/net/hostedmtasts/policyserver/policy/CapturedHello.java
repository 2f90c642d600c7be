package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** The first flight of a real client, to be sent in any pieces, and what comes back. */
final class CapturedHello {
  private static final int RECORD_HEADER = 5;

  private CapturedHello() {}

  /** One record with a ClientHello. */
  static byte[] of(String host, String... protocols) {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      parameters.setApplicationProtocols(protocols);
      engine.setSSLParameters(parameters);
      ByteBuffer sent = ByteBuffer.allocate(32_768);
      engine.wrap(ByteBuffer.allocate(0), sent);
      return Arrays.copyOf(sent.array(), sent.position());
    } catch (GeneralSecurityException | SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same message in records of at most {@code size} octets. */
  static byte[] inRecords(byte[] record, int size) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int from = RECORD_HEADER; from < record.length; from += size) {
      int length = Math.min(size, record.length - from);
      records.writeBytes(new byte[] {22, 3, 1, (byte) (length >> 8), (byte) length});
      records.write(record, from, length);
    }
    return records.toByteArray();
  }

  static byte[] garbage(String what) {
    byte[] hello = of("mta-sts.example.com", "acme-tls/1");
    return switch (what) {
      case "zeros" -> new byte[600];
      case "http" -> "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);
      case "cut" -> Arrays.copyOf(hello, 100);
      case "alert" -> new byte[] {21, 3, 1, 0, 2, 2, 40};
      case "large" -> large();
      case "empty record" -> new byte[] {22, 3, 1, 0, 0, 22, 3, 1, 0, 0};
      case "no hello" -> new byte[] {22, 3, 1, 0, 4, 2, 0, 0, 0};
      default -> throw new IllegalArgumentException(what);
    };
  }

  /** A message of a million octets, as its header has it, and the first of its records. */
  private static byte[] large() {
    byte[] record = new byte[RECORD_HEADER + 16_384];
    byte[] header = {22, 3, 1, 0x40, 0, 1, 0x0f, 0x42, 0x40};
    System.arraycopy(header, 0, record, 0, header.length);
    return record;
  }

  /** The server's first flight after these segments. */
  static byte[] firstAnswer(TestListener server, List<byte[]> segments) throws IOException {
    try (Socket socket = server.connectPlain()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(10_000);
      for (byte[] segment : segments) {
        socket.getOutputStream().write(segment);
      }
      byte[] header = socket.getInputStream().readNBytes(RECORD_HEADER);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      answer.writeBytes(header);
      socket.setSoTimeout(300);
      readOn(socket, answer);
      return answer.toByteArray();
    }
  }

  private static void readOn(Socket socket, ByteArrayOutputStream answer) throws IOException {
    byte[] buffer = new byte[8_192];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        answer.write(buffer, 0, n);
      }
    } catch (SocketTimeoutException e) {
      // The flight is over.
    }
  }

  /** What comes back until the server closes, when nothing is sent after {@code bytes}. */
  static byte[] everything(TestListener server, byte[] bytes) throws IOException {
    try (Socket socket = server.connectPlain()) {
      socket.setSoTimeout(15_000);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        socket.getInputStream().transferTo(answer);
      } catch (SocketException e) {
        // Reset, with some of it unread.
      }
      return answer.toByteArray();
    }
  }
}
