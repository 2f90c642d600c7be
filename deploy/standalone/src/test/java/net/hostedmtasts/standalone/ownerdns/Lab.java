package net.hostedmtasts.standalone.ownerdns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.hostedmtasts.standalone.FreePort;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** An owner's DNS on free ports, with one server that answers for the service zone. */
final class Lab implements AutoCloseable {
  static final String SERVICE_ZONE = "service.test";
  private static final Duration LIMIT = Duration.ofSeconds(5);

  final int authorityPort = FreePort.next();
  final int resolverPort = FreePort.next();
  final int httpPort;
  final int edgePort = FreePort.next();
  final OwnerDns dns;
  private final UdpListener edge;

  private Lab(Path folder, int httpPort) throws IOException {
    this.httpPort = httpPort;
    this.edge = UdpListener.open(loopback(edgePort), new Responder(new Edge()));
    this.dns =
        OwnerDns.start(
            new OwnerDnsSettings(
                "127.0.0.1",
                authorityPort,
                resolverPort,
                httpPort,
                SERVICE_ZONE,
                // The first one does not run: the next is asked.
                () -> List.of(loopback(FreePort.next()), loopback(edgePort)),
                folder,
                folder.resolve("owner-dns")));
  }

  static Lab start(Path folder) {
    return start(folder, FreePort.next());
  }

  static Lab start(Path folder, int httpPort) {
    try {
      return new Lab(folder, httpPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks the authoritative server over UDP, and again over TCP where there is more. */
  Message authority(String name, String type) {
    return ask(client(authorityPort), name, type);
  }

  /** Asks the resolver. */
  Message resolver(String name, String type) {
    return ask(client(resolverPort), name, type);
  }

  SimpleResolver client(int port) {
    SimpleResolver client = new SimpleResolver(loopback(port));
    client.setTimeout(LIMIT);
    return client;
  }

  static Message ask(SimpleResolver client, String name, String type) {
    try {
      Name owner = Name.fromString(name, Name.root);
      return client.send(Message.newQuery(Record.newRecord(owner, Type.value(type), DClass.IN)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer section as text without TTLs: {@code owner TYPE data}. */
  static List<String> answers(Message message) {
    return message.getSection(Section.ANSWER).stream().map(Lab::text).toList();
  }

  static List<String> authority(Message message) {
    return message.getSection(Section.AUTHORITY).stream().map(Lab::text).toList();
  }

  HttpResponse<String> http(String method, String path, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(LIMIT)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  void stopEdge() {
    edge.close();
  }

  @Override
  public void close() {
    dns.close();
    edge.close();
  }

  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static String text(Record record) {
    return record.getName() + " " + Type.string(record.getType()) + " " + record.rdataToString();
  }

  /** Knows one name with a TXT record, and that nothing else is there. */
  private static final class Edge implements Source {
    private static final Name KNOWN = RecordText.name("label._mta-sts." + SERVICE_ZONE);

    @Override
    public boolean recursive() {
      return false;
    }

    @Override
    public CompletionStage<Reply> reply(Asked asked) {
      int txt = Type.TXT;
      return CompletableFuture.completedFuture(
          Optional.of(asked)
              .filter(question -> question.name().equals(KNOWN) && question.type() == txt)
              .map(
                  question ->
                      Answer.authoritative(
                          Rcode.NOERROR,
                          RecordText.records(
                              KNOWN, txt, Duration.ofSeconds(60), List.of("v=STSv1; id=1;")),
                          List.of()))
              .map(Reply::of)
              .orElseGet(
                  () -> Reply.of(Answer.authoritative(Rcode.NXDOMAIN, List.of(), List.of()))));
    }
  }
}
