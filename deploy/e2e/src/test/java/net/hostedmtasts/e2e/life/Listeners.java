package net.hostedmtasts.e2e.life;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What listens on this machine and must not be reached. It counts connections and ends them. */
final class Listeners implements AutoCloseable {
  private static final int ATTEMPTS = 100;

  private final List<ServerSocket> sockets = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /** Listens on a port at all of these addresses. */
  void listen(int port, String... addresses) throws IOException {
    for (String address : addresses) {
      ServerSocket socket = new ServerSocket();
      sockets.add(socket);
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      Thread thread = new Thread(() -> count(socket), "must-not-be-reached-" + address);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Listens at all of these addresses on a port that is free there, and says which. */
  int listenWhereFree(String... addresses) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int held = sockets.size();
      try {
        int port = free(addresses[0]);
        listen(port, addresses);
        return port;
      } catch (IOException taken) {
        closeFrom(held);
      }
    }
    throw new IOException("No port is free at all of " + List.of(addresses));
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    closeFrom(0);
  }

  private static int free(String address) throws IOException {
    try (ServerSocket chosen = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return chosen.getLocalPort();
    }
  }

  private void closeFrom(int first) throws IOException {
    while (sockets.size() > first) {
      sockets.remove(sockets.size() - 1).close();
    }
  }

  private void count(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        connection.close();
      } catch (IOException closed) {
        // The loop's condition tells.
      }
    }
  }
}
