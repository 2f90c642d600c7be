package net.hostedmtasts.standalone.ownerdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What no well-behaved client sends. */
class PacketsTest {
  private static final int LONGEST = 65_535;

  @TempDir static Path folder;
  private static Lab lab;

  @BeforeAll
  static void start() {
    lab = Lab.start(folder);
    lab.dns.addZone("d1.example");
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  void another_opcode_is_not_implemented() throws Exception {
    Message query = question(Type.SOA);
    query.getHeader().setOpcode(Opcode.NOTIFY);
    assertThat(rcode(query)).isEqualTo(Rcode.NOTIMP);
  }

  @Test
  void two_questions_are_a_format_error() throws Exception {
    Message query = question(Type.A);
    query.addRecord(
        Record.newRecord(Name.fromConstantString("d1.example."), Type.NS, DClass.IN),
        Section.QUESTION);
    assertThat(rcode(query)).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void a_packet_cut_short_is_a_format_error() throws Exception {
    byte[] whole = question(Type.A).toWire();
    Message answer = new Message(datagram(Arrays.copyOf(whole, whole.length - 3)).orElseThrow());
    assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
    assertThat(answer.getHeader().getID()).isEqualTo(((whole[0] & 0xFF) << 8) | (whole[1] & 0xFF));
  }

  @Test
  void an_answer_is_not_answered() throws Exception {
    Message answer = question(Type.A);
    answer.getHeader().setFlag(Flags.QR);
    assertThat(datagram(answer.toWire())).isEmpty();
  }

  @Test
  void an_unknown_version_of_edns_is_told_ours() throws Exception {
    Message query = question(Type.SOA);
    query.addRecord(new OPTRecord(1_232, 0, 1, 0), Section.ADDITIONAL);
    Message answer = new Message(datagram(query.toWire()).orElseThrow());
    assertThat(answer.getRcode()).isEqualTo(Rcode.BADVERS);
    assertThat(answer.getOPT().getVersion()).isZero();
  }

  @Test
  void edns_is_in_the_answer_if_it_was_in_the_question() throws Exception {
    assertThat(new Message(datagram(question(Type.SOA).toWire()).orElseThrow()).getOPT()).isNull();
  }

  @Test
  void a_transfer_of_the_zone_is_refused() throws Exception {
    assertThat(rcode(question(Type.AXFR))).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void noise_is_survived() throws Exception {
    Random random = new Random(1);
    byte[] query = question(Type.MX).toWire();
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 1; i <= 5_000; i++) {
        byte[] noise = i % 2 == 0 ? query.clone() : new byte[random.nextInt(600)];
        for (int change = 0; change < (i % 2 == 0 ? 3 : noise.length); change++) {
          noise[random.nextInt(noise.length)] = (byte) random.nextInt();
        }
        int port = i % 3 == 0 ? lab.resolverPort : lab.authorityPort;
        socket.send(new DatagramPacket(noise, noise.length, Lab.loopback(port)));
        if (i % 100 == 0) {
          // Often, so that none of them is lost in a full buffer.
          assertThat(Lab.answers(lab.authority("d1.example", "NS"))).hasSize(1);
          assertThat(Lab.answers(lab.resolver("d1.example", "NS"))).hasSize(1);
        }
      }
    }
  }

  @Test
  void several_questions_on_one_connection_are_answered_in_turn() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), lab.authorityPort)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int type : new int[] {Type.SOA, Type.NS, Type.MX}) {
        byte[] query = question(type).toWire();
        out.writeShort(query.length);
        out.write(query);
      }
      for (int type : new int[] {Type.SOA, Type.NS, Type.MX}) {
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        assertThat(new Message(answer).getSection(Section.ANSWER).get(0).getType()).isEqualTo(type);
      }
    }
  }

  private static Message question(int type) {
    return Message.newQuery(
        Record.newRecord(Name.fromConstantString("d1.example."), type, DClass.IN));
  }

  private static int rcode(Message query) throws IOException {
    return new Message(datagram(query.toWire()).orElseThrow()).getRcode();
  }

  private static Optional<byte[]> datagram(byte[] query) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(500);
      socket.send(new DatagramPacket(query, query.length, Lab.loopback(lab.authorityPort)));
      DatagramPacket answer = new DatagramPacket(new byte[LONGEST], LONGEST);
      socket.receive(answer);
      return Optional.of(Arrays.copyOf(answer.getData(), answer.getLength()));
    } catch (SocketTimeoutException none) {
      return Optional.empty();
    }
  }
}
