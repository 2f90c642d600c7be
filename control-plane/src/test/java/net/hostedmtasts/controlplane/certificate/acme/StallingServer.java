package net.hostedmtasts.controlplane.certificate.acme;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each request with what a test wants, byte by byte if it has to be. */
final class StallingServer implements AutoCloseable {
  /** Writes an answer; the connection stays open until the client closes it. */
  interface Answer {
    void write(OutputStream out) throws IOException;
  }

  /** A directory that may come over the wire as it is. */
  static final String DIRECTORY = "{\"newNonce\": \"http://127.0.0.1/nonce\", \"meta\": {}}";

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger leftByClient = new AtomicInteger();
  private volatile Answer answer = out -> send(out, "", DIRECTORY);

  StallingServer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI directory() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/directory");
  }

  /** From now on answers so. */
  void answers(Answer wanted) {
    answer = wanted;
  }

  /** From now on answers with the directory. */
  void recovers() {
    answer = out -> send(out, "", DIRECTORY);
  }

  /** Connections that the client has closed. */
  int leftByClient() {
    return leftByClient.get();
  }

  /** The start of an answer, whose body comes after it or not. */
  static void head(OutputStream out, String more, long length) throws IOException {
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + more
                + "Content-Length: "
                + length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  static void send(OutputStream out, String more, String body) throws IOException {
    head(out, more, body.length());
    out.write(body.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      String request = "";
      for (int next = in.read(); next >= 0; next = in.read()) {
        request += (char) next;
        if (request.endsWith("\r\n\r\n")) {
          request = "";
          answer.write(socket.getOutputStream());
        }
      }
      leftByClient.incrementAndGet();
    } catch (IOException e) {
      leftByClient.incrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
