package net.hostedmtasts.controlplane.dns;

import com.google.common.net.InetAddresses;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/** A small resolver on loopback, over UDP and TCP, that answers as it is told. */
public final class TestDns implements AutoCloseable {
  /** How a question came. */
  public enum Transport {
    UDP,
    TCP
  }

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final BiFunction<Message, Transport, @Nullable Message> answers;
  private final List<Transport> asked = new CopyOnWriteArrayList<>();

  private TestDns(
      InetAddress address, int port, BiFunction<Message, Transport, @Nullable Message> answers)
      throws IOException {
    this.answers = answers;
    this.tcp = new ServerSocket(port, 50, address);
    this.udp = new DatagramSocket(tcp.getLocalPort(), address);
  }

  /** Starts one. A null answer is no answer. */
  public static TestDns start(BiFunction<Message, Transport, @Nullable Message> answers) {
    return startAt("127.0.0.1", 0, answers);
  }

  /** Starts one at an address of loopback; port 0 is a free one. */
  public static TestDns startAt(
      String address, int port, BiFunction<Message, Transport, @Nullable Message> answers) {
    try {
      TestDns dns = new TestDns(InetAddresses.forString(address), port, answers);
      daemon(dns::serveUdp);
      daemon(dns::serveTcp);
      return dns;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For the setting {@code dns.resolvers}. */
  public String address() {
    return tcp.getInetAddress().getHostAddress() + ":" + tcp.getLocalPort();
  }

  public int port() {
    return tcp.getLocalPort();
  }

  /** How the questions came, in order. */
  public List<Transport> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }

  private void serveUdp() throws IOException {
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
      udp.receive(packet);
      byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), Transport.UDP);
      if (answer.length > 0) {
        udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    }
  }

  private void serveTcp() throws IOException {
    while (!tcp.isClosed()) {
      try (Socket connection = tcp.accept()) {
        DataInputStream in = new DataInputStream(connection.getInputStream());
        byte[] question = new byte[in.readUnsignedShort()];
        in.readFully(question);
        byte[] answer = answer(question, Transport.TCP);
        if (answer.length > 0) {
          DataOutputStream out = new DataOutputStream(connection.getOutputStream());
          out.writeShort(answer.length);
          out.write(answer);
          out.flush();
        }
      }
    }
  }

  private byte[] answer(byte[] question, Transport transport) throws IOException {
    asked.add(transport);
    Message answer = answers.apply(new Message(question), transport);
    return answer == null ? new byte[0] : answer.toWire();
  }

  private interface Loop {
    void run() throws IOException;
  }

  private static void daemon(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException closed) {
                // The end of the test.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
