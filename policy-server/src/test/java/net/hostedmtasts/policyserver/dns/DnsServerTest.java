package net.hostedmtasts.policyserver.dns;

import static net.hostedmtasts.policyserver.dns.Asking.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.zone.TestZone;
import net.hostedmtasts.policyserver.zone.ZoneSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Real sockets on loopback, with dnsjava as the client. */
class DnsServerTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<DnsServer> servers = new ArrayList<>();
  private final List<Socket> clients = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    servers.forEach(DnsServer::close);
  }

  @ParameterizedTest
  @EnumSource
  void answers_over_udp(Sockets sockets) throws Exception {
    SimpleResolver client = client(open(sockets, Map.of()));

    Message answer = client.send(question("LABEL._mta-sts", Type.TXT));

    assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void answers_over_tcp(Sockets sockets) throws Exception {
    SimpleResolver client = client(open(sockets, Map.of()));
    client.setTCP(true);

    assertThat(client.send(question("absent", Type.TXT)).getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @ParameterizedTest
  @EnumSource
  void several_threads_share_the_port(Sockets sockets) throws Exception {
    DnsServer server = open(sockets, Map.of("threads", "3"));

    for (int i = 0; i < 20; i++) {
      // A socket of its own each time: the kernel chooses the thread by the client's port.
      SimpleResolver client = client(server);
      assertThat(client.send(question("@", Type.SOA)).getRcode()).isEqualTo(Rcode.NOERROR);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_port_that_is_taken_is_noticed(Sockets sockets) {
    int port = open(sockets, Map.of("threads", "2")).address().getPort();

    assertThatThrownBy(() -> open(sockets, Map.of("threads", "2", "port", "" + port)))
        .isInstanceOf(Exception.class);
  }

  @ParameterizedTest
  @EnumSource
  void too_many_like_answers_send_the_client_to_tcp(Sockets sockets) throws Exception {
    SimpleResolver client = client(open(sockets, Map.of("responses-per-second", "1")));

    for (int i = 0; i < 5; i++) {
      // dnsjava asks over TCP by itself when it is told to.
      Message answer = client.send(question("LABEL.policy", Type.A));
      assertThat(answer.getSection(Section.ANSWER)).hasSize(2);
    }

    assertThat(meters.counter("edge.dns.limited").count()).isPositive();
    assertThat(meters.get("edge.dns.connections").tag("verdict", "accepted").counter().count())
        .isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void garbage_over_udp_harms_nobody(Sockets sockets) throws Exception {
    DnsServer server = open(sockets, Map.of());
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int length : new int[] {0, 1, 11, 12, 512, 1500, 9000}) {
        socket.send(new DatagramPacket(new byte[length], length, server.address()));
      }
    }

    assertThat(client(server).send(question("@", Type.SOA)).getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(meters.counter("edge.dns.surprises").count()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void one_connection_takes_several_questions_in_one_packet(Sockets sockets) throws Exception {
    Socket socket = connect(open(sockets, Map.of()));
    Message first = question("LABEL.policy", Type.A);
    Message second = question("absent", Type.A);

    send(socket, first, second);
    List<Message> answers = List.of(receive(socket), receive(socket));
    send(socket, first);

    assertThat(answers)
        .extracting(answer -> answer.getHeader().getID())
        .containsExactlyInAnyOrder(first.getHeader().getID(), second.getHeader().getID());
    assertThat(receive(socket).getHeader().getID()).isEqualTo(first.getHeader().getID());
  }

  @ParameterizedTest
  @EnumSource
  void a_question_may_come_octet_by_octet(Sockets sockets) throws Exception {
    Socket socket = connect(open(sockets, Map.of()));
    socket.setTcpNoDelay(true);

    for (byte octet : framed(question("@", Type.NS))) {
      socket.getOutputStream().write(octet);
      socket.getOutputStream().flush();
    }

    assertThat(receive(socket).getSection(Section.ANSWER)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void a_silent_connection_is_closed(Sockets sockets) throws Exception {
    Socket socket = connect(open(sockets, Map.of("idle-timeout", "200ms")));

    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  void a_connection_that_never_finishes_its_question_is_closed(Sockets sockets) throws Exception {
    Socket socket = connect(open(sockets, Map.of("idle-timeout", "300ms")));

    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              try {
                // The first two say that 514 octets follow.
                socket.getOutputStream().write(2);
                return false;
              } catch (IOException closed) {
                return true;
              }
            });
  }

  @ParameterizedTest
  @EnumSource
  void connections_of_one_client_are_limited_and_freed(Sockets sockets) throws Exception {
    DnsServer server = open(sockets, Map.of("connections-per-client", "2"));
    Socket first = connect(server);
    Socket second = connect(server);
    for (Socket socket : List.of(first, second)) {
      send(socket, question("@", Type.SOA));
      receive(socket);
    }

    assertThat(connect(server).getInputStream().read()).isEqualTo(-1);
    first.close();

    await().atMost(SOON).until(() -> answers(server));
  }

  @ParameterizedTest
  @EnumSource
  void a_client_that_takes_no_answers_is_not_read_any_more(Sockets sockets) throws Exception {
    DnsServer server = open(sockets, Map.of("idle-timeout", "1s"));
    Socket socket = connect(server);
    byte[] question = framed(question("@", Type.NS));
    double before = answered();

    // Without a limit this goes on for ever; with one the server stops reading and then closes.
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                socket.getOutputStream().write(question);
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(answered() - before).isLessThan(100_000);
    assertThat(client(server).send(question("@", Type.SOA)).getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @ParameterizedTest
  @EnumSource
  void what_sends_no_questions_over_tcp_is_closed(Sockets sockets) throws Exception {
    Socket socket = connect(open(sockets, Map.of()));

    socket.getOutputStream().write(new byte[] {0, 3, 1, 2, 3});

    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  void closing_ends_connections_and_frees_the_port(Sockets sockets) throws Exception {
    DnsServer server = open(sockets, Map.of());
    int port = server.address().getPort();
    Socket socket = connect(server);
    send(socket, question("@", Type.SOA));
    receive(socket);

    server.close();

    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    assertThat(open(sockets, Map.of("port", "" + port)).address().getPort()).isEqualTo(port);
  }

  private DnsServer open(Sockets sockets, Map<String, String> changed) {
    ZoneSettings settings = TestZone.settings(changed);
    DnsMetrics metrics = new DnsMetrics(meters);
    Answering answering =
        new Answering(TestZone.ofExamples().contents(settings), settings, metrics);
    DnsServer server = new DnsServer(settings, answering, metrics, sockets);
    servers.add(server);
    server.open();
    return server;
  }

  private double answered() {
    return meters.get("edge.dns.answers").tag("rcode", "noerror").counter().count();
  }

  private static SimpleResolver client(DnsServer server) {
    SimpleResolver client = new SimpleResolver(server.address());
    client.setTimeout(SOON);
    return client;
  }

  private boolean answers(DnsServer server) throws IOException {
    Socket socket = connect(server);
    send(socket, question("@", Type.SOA));
    return socket.getInputStream().read() != -1;
  }

  private Socket connect(DnsServer server) throws IOException {
    Socket socket = new Socket();
    clients.add(socket);
    socket.setSoTimeout((int) SOON.toMillis());
    InetSocketAddress address = server.address();
    socket.connect(address, (int) SOON.toMillis());
    return socket;
  }

  private static void send(Socket socket, Message... questions) throws IOException {
    ByteArrayOutputStream together = new ByteArrayOutputStream();
    for (Message question : questions) {
      together.writeBytes(framed(question));
    }
    socket.getOutputStream().write(together.toByteArray());
  }

  private static byte[] framed(Message question) {
    byte[] wire = question.toWire();
    byte[] framed = new byte[2 + wire.length];
    framed[1] = (byte) wire.length;
    System.arraycopy(wire, 0, framed, 2, wire.length);
    return framed;
  }

  private static Message receive(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    return new Message(in.readNBytes(in.readUnsignedShort()));
  }
}
