package net.hostedmtasts.e2e.pair;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/**
 * A sending MTA that asks one edge for one domain again and again, on connections that it keeps:
 * asking costs the machine little then. Not safe for several threads.
 */
public final class KeptConnection implements AutoCloseable {
  private final EdgeClient edge;
  private final Hosted hosted;
  private @Nullable HttpsConnection https;
  private @Nullable DnsQuestion dns;

  public KeptConnection(EdgeClient edge, Hosted hosted) {
    this.edge = edge;
    this.hosted = hosted;
  }

  /** Connects, where there is no connection. */
  public void open() throws IOException {
    if (https == null) {
      https = edge.connect(hosted);
    }
  }

  /** The policy. A failure ends the connection. */
  public Fetched fetch() throws IOException {
    open();
    try {
      return required(https).get();
    } catch (IOException e) {
      closeHttps();
      throw e;
    }
  }

  /** The texts of the TXT record. */
  public List<String> texts() throws IOException {
    try {
      if (dns == null) {
        dns = edge.questions();
      }
      return DnsQuestion.texts(required(dns).ask(hosted.txtName(), Type.TXT));
    } catch (IOException e) {
      closeDns();
      throw e;
    }
  }

  private static <T> T required(@Nullable T connection) throws IOException {
    if (connection == null) {
      throw new IOException("Not connected");
    }
    return connection;
  }

  private void closeHttps() {
    if (https != null) {
      https.close();
      https = null;
    }
  }

  private void closeDns() {
    if (dns != null) {
      dns.close();
      dns = null;
    }
  }

  @Override
  public void close() {
    closeHttps();
    closeDns();
  }
}
