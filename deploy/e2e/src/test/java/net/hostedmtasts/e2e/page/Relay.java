package net.hostedmtasts.e2e.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between somebody and the service: an address that leads there, and can be cut. */
final class Relay implements AutoCloseable {
  private final URI service;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private ServerSocket listener;

  private Relay(URI service, ServerSocket listener) {
    this.service = service;
    this.listener = listener;
    accept(listener);
  }

  /** A way to this service, at a port that was free. */
  static Relay to(URI service) {
    return new Relay(service, listen(0));
  }

  private static ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
  }

  /** Ends every connection, and refuses new ones. */
  void cut() {
    closeQuietly(listener);
    connections.forEach(Relay::closeQuietly);
  }

  /** Leads to the service again. */
  void mend() {
    listener = listen(listener.getLocalPort());
    accept(listener);
  }

  private void accept(ServerSocket from) {
    start(
        () -> {
          while (!from.isClosed()) {
            try {
              connect(from.accept());
            } catch (IOException cutOrRefused) {
              // The loop's condition tells which.
            }
          }
        });
  }

  private void connect(Socket client) throws IOException {
    connections.add(client);
    Socket server = new Socket(service.getHost(), service.getPort());
    connections.add(server);
    start(() -> carry(client, server));
    start(() -> carry(server, client));
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // Both ends see it.
    } finally {
      connections.remove(from);
      connections.remove(to);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception alreadyGone) {
      // What counts is that nothing comes through.
    }
  }

  @Override
  public void close() {
    cut();
  }
}
