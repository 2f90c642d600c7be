package net.hostedmtasts.e2e.pair;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import net.hostedmtasts.standalone.Edge;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** One edge as sending MTAs and their resolvers see it. */
public final class EdgeClient {
  private final Edge edge;
  private final SSLContext trust;

  EdgeClient(Edge edge, SSLContext trust) {
    this.edge = edge;
    this.trust = trust;
  }

  /** The edge's number, process and ports. */
  public Edge edge() {
    return edge;
  }

  /** What it answers on a connection of its own. */
  public Fetched fetch(Hosted hosted) throws IOException {
    try (HttpsConnection connection = connect(hosted)) {
      return connection.get();
    }
  }

  /**
   * The serial number of the certificate with which it serves the document, in hexadecimal digits.
   */
  public String serial(Hosted hosted) throws IOException {
    try (HttpsConnection connection = connect(hosted)) {
      Fetched fetched = connection.get();
      if (fetched.status() != 200) {
        throw new IOException("Status " + fetched.status());
      }
      return connection.serial();
    }
  }

  /** The document it serves; empty where it serves none for this domain, or is not there. */
  public Optional<String> document(Hosted hosted) {
    try {
      Fetched fetched = fetch(hosted);
      return fetched.status() == 200 ? Optional.of(fetched.body()) : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** Whether it refuses the handshake for this domain, as for a name that nobody hosts. */
  public boolean refuses(Hosted hosted) {
    try {
      fetch(hosted);
      return false;
    } catch (SSLException e) {
      return String.valueOf(e.getMessage()).contains("fatal alert");
    } catch (IOException notThere) {
      return false;
    }
  }

  /** The text of the domain's TXT record; empty where there is none, or no answer. */
  public Optional<String> txt(Hosted hosted) {
    try {
      return DnsQuestion.texts(dns(hosted.txtName(), Type.TXT)).stream().findFirst();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** One question over UDP. */
  public Message dns(String name, int type) throws IOException {
    try (DnsQuestion question = questions()) {
      return question.ask(name, type);
    }
  }

  /** Whether the domain's policy and then its id are those of {@code change}. */
  public boolean serves(Change change) {
    return document(change.hosted()).equals(Optional.of(change.document()))
        && txt(change.hosted()).equals(Optional.of(change.txt()));
  }

  HttpsConnection connect(Hosted hosted) throws IOException {
    return HttpsConnection.open(
        new InetSocketAddress(edge.host(), edge.ports().https()), trust, hosted.policyHost());
  }

  DnsQuestion questions() throws IOException {
    return new DnsQuestion(new InetSocketAddress(edge.host(), edge.ports().dns()));
  }
}
