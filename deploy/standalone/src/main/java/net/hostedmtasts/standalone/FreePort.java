package net.hostedmtasts.standalone;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on. They are taken from below the range that the kernel gives to
 * outgoing connections, so that a process that is stopped and started again finds its port free: a
 * client that tries a port of that range again and again while nobody listens would one day get the
 * very port as its own.
 */
public final class FreePort {
  private static final int LOWEST = 10_240;
  private static final int BEYOND = 32_000;
  private static final int ATTEMPTS = 1_000;
  private static final Set<Integer> GIVEN_OUT = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /**
   * A port that is free for TCP and UDP on every address of this machine, and was not given out by
   * this JVM before.
   */
  public static int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      if (isFree("0.0.0.0", port) && isFreeForDatagrams("0.0.0.0", port) && GIVEN_OUT.add(port)) {
        return port;
      }
    }
    throw new ProcessFailed("No free port between " + LOWEST + " and " + BEYOND);
  }

  /** Whether a TCP listener could be opened on {@code address} now. */
  public static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Connections of a listener that is gone, still in TIME_WAIT, are in nobody's way.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Whether a UDP socket could be opened on {@code address} now. */
  static boolean isFreeForDatagrams(String address, int port) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
