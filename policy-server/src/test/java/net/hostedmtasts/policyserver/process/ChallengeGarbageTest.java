package net.hostedmtasts.policyserver.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The port of the challenges is open to the whole Internet, and scanners come with each
 * certificate.
 */
@QuarkusTest
@QuarkusTestResource(BrokerAndKey.class)
// Quarkus sets the fields.
@SuppressWarnings("NullAway.Init")
class ChallengeGarbageTest {
  private static final String PATH = "/.well-known/acme-challenge/token";
  private static final Set<Integer> REFUSALS = Set.of(400, 404);

  /** The answers to a question for an unknown token, before everything is read and after it. */
  private static final Set<Integer> ALIVE = Set.of(404, 503);

  @TestHTTPResource("/")
  URI challenges;

  @AfterEach
  void it_is_still_alive() throws IOException {
    assertThat(PlainHttp.ask(challenges, "GET", PATH, "mta-sts.example.com").status()).isIn(ALIVE);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          hello~~                                                             | no HTTP
          \\x16\\x03\\x01\\x00\\x2e\\x01\\x00\\x00\\x2a\\x03\\x03~~                  | a TLS handshake
          \\x00\\x00\\x00\\x00~~                                              | zeros
          SSH-2.0-scanner~~                                                   | another protocol
          PRI * HTTP/2.0~~SM~~                                                | HTTP/2 with prior knowledge
          GET / HTTP/9.9~Host: a~~                                            | an unknown version
          GET {path} HTTP/1.1 x~Host: a~~                                     | too many words
          GET~~                                                               | no path
          OPTIONS * HTTP/1.1~Host: a~Connection: close~~                      | no path but the server
          CONNECT a:443 HTTP/1.1~Host: a~Connection: close~~                  | a proxy is looked for
          GET http://a/ HTTP/1.1~Host: a~Connection: close~~                  | a proxy is looked for
          GET {path}%zz HTTP/1.1~Host: a~Connection: close~~                  | a broken escape
          GET {path}%00 HTTP/1.1~Host: a~Connection: close~~                  | a NUL
          GET {path}/../../../etc/passwd HTTP/1.1~Host: a~Connection: close~~ | a way out
          GET //{path} HTTP/1.1~Host: a~Connection: close~~                   | two slashes
          GET {path};x=y HTTP/1.1~Host: a~Connection: close~~                 | a matrix parameter
          DELETE {path} HTTP/1.1~Host: a~Connection: close~~                  | another method
          FROBNICATE {path} HTTP/1.1~Host: a~Connection: close~~              | an unknown method
          POST {path} HTTP/1.1~Host: a~Transfer-Encoding: chunked~Connection: close~~zz~~ | a broken chunk
          POST {path} HTTP/1.1~Host: a~Content-Length: -5~Connection: close~~ | a length below zero
          POST {path} HTTP/1.1~Host: a~Content-Length: 9~Transfer-Encoding: chunked~Connection: close~~0~~ | two lengths
          GET / HTTP/1.1~Host: a~Upgrade: h2c~Connection: Upgrade, HTTP2-Settings~HTTP2-Settings: AAMAAABkAAQAAP__~~ | an upgrade to HTTP/2
          GET / HTTP/1.1~Host: a~Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 13~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~~ | a WebSocket
          GET / HTTP/1.1~No colon~~                                           | no header
          """)
  void garbage_is_refused_or_the_connection_closed(String request, String why) throws IOException {
    String bytes = request.replace("~", "\r\n").replace("{path}", PATH);
    assertThat(RawConnection.send(challenges, octets(bytes))).as(why).isSubsetOf(REFUSALS);
  }

  /** {@code \\xNN} is one octet. */
  private static byte[] octets(String text) {
    return Pattern.compile("\\\\x([0-9a-f]{2})")
        .matcher(text)
        .replaceAll(
            octet ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(octet.group(1), 16))))
        .getBytes(ISO_8859_1);
  }

  @ParameterizedTest(name = "{0} octets of {1}")
  @CsvSource({"100000, path", "100000, header", "2000000, header", "100000, body"})
  void what_is_too_large_is_refused(int octets, String part) throws IOException {
    String filler = "x".repeat(octets);
    String request =
        switch (part) {
          case "path" -> "GET /" + filler + " HTTP/1.1\r\nHost: a\r\n\r\n";
          case "header" -> "GET / HTTP/1.1\r\nHost: a\r\nX: " + filler + "\r\n\r\n";
          default ->
              "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + octets + "\r\n\r\n" + filler;
        };
    assertThat(RawConnection.send(challenges, request.getBytes(ISO_8859_1)))
        .isSubsetOf(Set.of(400, 404, 413, 414, 431));
  }

  @Test
  void random_octets_get_no_answer_but_a_refusal() throws IOException {
    Random random = new Random(8555);
    for (int i = 0; i < 100; i++) {
      byte[] octets = new byte[random.nextInt(600)];
      random.nextBytes(octets);
      assertThat(RawConnection.send(challenges, octets)).isSubsetOf(REFUSALS);
    }
  }

  @Test
  void a_mutated_request_gets_no_answer_but_a_refusal_or_that_of_a_challenge() throws IOException {
    byte[] request =
        ("GET " + PATH + " HTTP/1.1\r\nHost: mta-sts.example.com\r\nConnection: close\r\n\r\n")
            .getBytes(ISO_8859_1);
    Random random = new Random(9110);
    for (int i = 0; i < 300; i++) {
      byte[] mutated = request.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      List<Integer> answers = RawConnection.send(challenges, mutated);
      assertThat(answers).as(new String(mutated, ISO_8859_1)).isSubsetOf(Set.of(400, 404, 503));
    }
  }
}
