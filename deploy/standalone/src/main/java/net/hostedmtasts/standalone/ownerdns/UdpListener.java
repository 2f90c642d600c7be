package net.hostedmtasts.standalone.ownerdns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;

/** Answers datagrams: one thread takes them, and no answer holds it up. */
final class UdpListener implements AutoCloseable {
  private static final int LONGEST = 4_096;
  private static final int BUFFER = 1 << 20;

  private final DatagramSocket socket;
  private final Responder responder;
  private final Thread receiver;

  private UdpListener(DatagramSocket socket, Responder responder) {
    this.socket = socket;
    this.responder = responder;
    this.receiver = new Thread(this::receive, "owner-dns-udp-" + socket.getLocalPort());
    receiver.setDaemon(true);
  }

  static UdpListener open(InetSocketAddress address, Responder responder) throws IOException {
    DatagramSocket socket = new DatagramSocket(address);
    socket.setReceiveBufferSize(BUFFER);
    UdpListener listener = new UdpListener(socket, responder);
    listener.receiver.start();
    return listener;
  }

  private void receive() {
    byte[] buffer = new byte[LONGEST];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        SocketAddress client = packet.getSocketAddress();
        responder
            .respond(Arrays.copyOf(buffer, packet.getLength()), false)
            .thenAccept(response -> response.ifPresent(bytes -> send(bytes, client)));
      } catch (IOException | RuntimeException lost) {
        // Closed, or one packet that is lost, as packets are.
      }
    }
  }

  private void send(byte[] bytes, SocketAddress client) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, client));
    } catch (IOException | RuntimeException lost) {
      // The client asks again.
    }
  }

  @Override
  public void close() {
    socket.close();
    // A thread inside the system call keeps the port until it is out of it.
    Ended.await(receiver);
  }
}
