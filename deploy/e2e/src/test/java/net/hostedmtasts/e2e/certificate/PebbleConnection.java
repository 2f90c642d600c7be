package net.hostedmtasts.e2e.certificate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Requests to Pebble with a {@code Host} that is not its own, which the JDK's clients do not send.
 */
record PebbleConnection(int port, SSLContext trust) {
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "transfer-encoding");
  private static final int LIMIT_MILLIS = 20_000;
  private static final char[] PASSWORD = "pebble".toCharArray();

  /** An answer, whose headers have the names that it came with. */
  record Response(int status, Map<String, List<String>> headers, String body) {}

  /** Shows Pebble's certificate, and trusts it. */
  static SSLContext asPebble(Path folder) {
    try (InputStream pem = Files.newInputStream(folder.resolve("certificate.pem"))) {
      Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("root", certificate);
      store.setKeyEntry(
          "pebble", key(folder.resolve("key.pem")), PASSWORD, new Certificate[] {certificate});
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(store, PASSWORD);
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Pebble's certificate cannot be read", e);
    }
  }

  private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  /** One request on a connection of its own. */
  Response ask(String method, String path, Map<String, List<String>> headers, byte[] body)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.0\r\n");
    headers.forEach(
        (name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n"));
          }
        });
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    try (var socket = trust.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(LIMIT_MILLIS);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
      all.writeBytes(body);
      socket.getOutputStream().write(all.toByteArray());
      // HTTP/1.0: the answer ends with the connection.
      return read(new ByteArrayInputStream(socket.getInputStream().readAllBytes()));
    }
  }

  private static Response read(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String name = line.substring(0, line.indexOf(':'));
      if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
        headers
            .computeIfAbsent(name, none -> new ArrayList<>())
            .add(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return new Response(status, headers, new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      line.write(read);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }
}
