package net.hostedmtasts.policyserver.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One edge with a certificate for each of many hosts: 200, and 10,000 with {@code -Dlong=true}. */
class ManyHostsTest {
  private static final int HOSTS = Boolean.getBoolean("long") ? 10_000 : 200;
  private final TestListener server = new TestListener(Map.of());

  @AfterEach
  void close() {
    server.close();
  }

  private static String host(int number) {
    return "mta-sts.d" + number + ".example";
  }

  @Test
  void each_host_gets_its_own_certificate_no_other_name_any_and_nothing_resumes()
      throws IOException {
    server.holdCertificate("mta-sts.first.example");
    long before = heapUsed();
    for (int i = 0; i < HOSTS; i++) {
      server.holdCertificate(host(i));
    }
    long each = (heapUsed() - before) / HOSTS;
    System.out.printf("Heap for each of %d hosts with a certificate: %d bytes%n", HOSTS, each);
    // Of few hosts, what is loaded with the first of them would be counted.
    assertThat(each).as("bytes of heap per host").isLessThan(HOSTS < 10_000 ? 20_000 : 2_000);

    long begun = System.nanoTime();
    for (int i = 0; i < HOSTS; i++) {
      assertOwnCertificate(host(i), i % 2 == 0 ? "TLSv1.3" : "TLSv1.2");
    }
    System.out.printf(
        "Handshakes with all of them, one after another: %d ms%n",
        (System.nanoTime() - begun) / 1_000_000);
    assertThat(server.counted("edge.handshakes", "result", "completed")).isEqualTo(HOSTS);

    assertRefused("mta-sts.d" + HOSTS + ".example");
    assertRefused("d0.example");
    assertRefused("");
    assertThat(server.counted("edge.handshakes.refused", "reason", "unknown_name")).isEqualTo(2);
    assertThat(server.counted("edge.handshakes.refused", "reason", "no_name")).isEqualTo(1);
    assertNothingResumes();
  }

  private void assertOwnCertificate(String host, String version) throws IOException {
    try (SSLSocket socket = server.connectTrustingAll(host, version)) {
      socket.startHandshake();
      X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      assertThat(socket.getSession().getPeerCertificates()).hasSize(2);
      assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, host));
    } catch (CertificateParsingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertRefused(String name) {
    assertThatThrownBy(() -> assertOwnCertificate(name, "TLSv1.3"))
        .isInstanceOf(SSLException.class);
  }

  /** A client that resumes where it can gets a new session each time. */
  private void assertNothingResumes() throws IOException {
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      SSLSession first = server.session(host(0), version);
      SSLSession second = server.session(host(0), version);
      assertThat(second.getCreationTime()).isGreaterThanOrEqualTo(first.getCreationTime());
      assertThat(second).isNotEqualTo(first);
    }
  }

  private static long heapUsed() {
    Runtime runtime = Runtime.getRuntime();
    // Twice: what the first one has found to be finalized goes with the second.
    System.gc();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
