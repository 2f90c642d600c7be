package net.hostedmtasts.e2e.life;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Something that answers for a policy host in place of the edges: a proxy, a web site. */
final class BadServer implements AutoCloseable {
  private static final AtomicInteger ADDRESSES = new AtomicInteger();
  private static final int CONNECTIONS = 20;
  private static final int READ_LIMIT_MILLIS = 10_000;

  private final String address;
  private final SSLServerSocket listener;
  private final Supplier<String> response;
  private final Duration delay;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private BadServer(
      String address, SSLServerSocket listener, Supplier<String> response, Duration delay) {
    this.address = address;
    this.listener = listener;
    this.response = response;
    this.delay = delay;
  }

  /** One that sends each {@code response} as it is, after {@code delay}. */
  static BadServer open(int port, SSLContext tls, Supplier<String> response, Duration delay) {
    String address = freshAddress();
    try {
      SSLServerSocket listener =
          (SSLServerSocket)
              tls.getServerSocketFactory()
                  .createServerSocket(port, CONNECTIONS, InetAddress.getByName(address));
      BadServer server = new BadServer(address, listener, response, delay);
      server.threads.execute(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An address of this machine that nothing listens on. */
  static String freshAddress() {
    return "127.0.9." + ADDRESSES.incrementAndGet();
  }

  /** A whole response of HTTP/1.1. */
  static String http(String status, String fields, String body) {
    return "HTTP/1.1 %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, fields, body.length(), body);
  }

  String address() {
    return address;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        threads.execute(() -> answer(socket));
      } catch (IOException ended) {
        // Closed, or one client that went away.
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      socket.setSoTimeout(READ_LIMIT_MILLIS);
      BufferedReader request =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = request.readLine();
      while (line != null && !line.isEmpty()) {
        line = request.readLine();
      }
      // Until the time has come, unless the test is over.
      if (line != null && !closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
        socket.getOutputStream().write(response.get().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      }
    } catch (IOException refused) {
      // What the client sees is what counts.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
