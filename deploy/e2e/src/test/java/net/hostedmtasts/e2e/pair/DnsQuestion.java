package net.hostedmtasts.e2e.pair;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** Questions to one edge over UDP, from one socket. */
final class DnsQuestion implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int LARGEST = 4096;

  private final DatagramSocket socket;

  DnsQuestion(InetSocketAddress edge) throws IOException {
    socket = new DatagramSocket();
    // Connected, so that a port nobody listens on is an error at once.
    socket.connect(edge);
    socket.setSoTimeout((int) LIMIT.toMillis());
  }

  Message ask(String name, int type) throws IOException {
    Message query =
        Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
    byte[] sent = query.toWire();
    socket.send(new DatagramPacket(sent, sent.length));
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
      socket.receive(packet);
      Message answer = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
      // Anything else answers a question that was given up.
      if (answer.getHeader().getID() == query.getHeader().getID()) {
        return answer;
      }
    }
    throw new SocketTimeoutException("No answer for " + name);
  }

  static List<String> texts(Message answer) {
    return answer.getSection(Section.ANSWER).stream()
        .filter(TXTRecord.class::isInstance)
        .map(record -> String.join("", ((TXTRecord) record).getStrings()))
        .toList();
  }

  @Override
  public void close() {
    socket.close();
  }
}
