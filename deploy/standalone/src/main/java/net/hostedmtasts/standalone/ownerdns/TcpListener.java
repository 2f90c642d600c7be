package net.hostedmtasts.standalone.ownerdns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Answers over TCP (RFC 7766): any number of questions on a connection, one after another. */
final class TcpListener implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 512;
  private static final int BACKLOG = 256;
  private static final int IDLE_MILLIS = 10_000;
  private static final int LONGEST_WAIT_SECONDS = 90;
  private static final int LENGTH_BYTES = 2;
  private static final long STACK = 256 * 1024;

  private final ServerSocket socket;
  private final Responder responder;
  private final Thread acceptor;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_CONNECTIONS,
          IDLE_MILLIS,
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          work -> daemon(work, "owner-dns-tcp"));

  private TcpListener(ServerSocket socket, Responder responder) {
    this.socket = socket;
    this.responder = responder;
    this.acceptor = daemon(this::accept, "owner-dns-accept-" + socket.getLocalPort());
  }

  static TcpListener open(InetSocketAddress address, Responder responder) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address, BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    TcpListener listener = new TcpListener(socket, responder);
    listener.acceptor.start();
    return listener;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        try {
          threads.execute(() -> serve(connection));
        } catch (RejectedExecutionException tooMany) {
          close(connection);
        }
      } catch (IOException closedOrLost) {
        // The loop's condition tells which.
      }
    }
  }

  private void serve(Socket connection) {
    try {
      connection.setSoTimeout(IDLE_MILLIS);
      connection.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(connection.getInputStream());
      while (!connection.isClosed()) {
        byte[] query = new byte[in.readUnsignedShort()];
        in.readFully(query);
        Optional<byte[]> response =
            responder
                .respond(query, true)
                .toCompletableFuture()
                .get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        if (response.isPresent()) {
          connection.getOutputStream().write(withLength(response.get()));
        }
      }
    } catch (IOException | ExecutionException | TimeoutException over) {
      // The client is gone, or was idle for too long.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(connection);
    }
  }

  private static byte[] withLength(byte[] message) {
    return ByteBuffer.allocate(LENGTH_BYTES + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  private void close(Socket connection) {
    connections.remove(connection);
    try {
      connection.close();
    } catch (IOException gone) {
      // It is closed in any case.
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(null, work, name, STACK);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed in any case.
    }
    threads.shutdownNow();
    connections.forEach(this::close);
    // A thread inside the system call keeps the port until it is out of it.
    Ended.await(acceptor);
  }
}
