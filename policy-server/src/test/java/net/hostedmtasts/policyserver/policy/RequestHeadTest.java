package net.hostedmtasts.policyserver.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request lines and headers (RFC 9112). */
class RequestHeadTest {
  private static final String HOST = "mta-sts.example.com";

  private static RequestHead parsed(String head) {
    return RequestHead.parse(head).orElseThrow();
  }

  @ParameterizedTest(name = "{0} is for the policy host: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mta-sts.example.com       | true  | as it is
          MTA-STS.Example.COM       | true  | any letter case (INTEROP 4)
          mta-sts.example.com:443   | true  | port
          mta-sts.example.com:8443  | true  | any port
          mta-sts.example.com:      | true  | empty port (RFC 3986, section 3.2.3)
          mta-sts.example.com.      | true  | one final dot
          mta-sts.example.com.:443  | true  | both
          mta-sts.example.com..     | false | two dots
          mta-sts.example.net       | false | another host
          mta-sts.example.com:x     | false | no port
          mta-sts.example.com:123456| false | no port
          [::1]:443                 | false | an address
          a@mta-sts.example.com     | false | user information
          """)
  void host_is_compared_as_senders_write_it(String host, boolean same, String why) {
    assertThat(parsed("GET / HTTP/1.1\r\nHost: " + host + "\r\n").isFor(HOST)).isEqualTo(same);
  }

  @ParameterizedTest(name = "{0}: path {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /.well-known/mta-sts.txt                             | /.well-known/mta-sts.txt
          /.well-known/mta-sts.txt?x=1                         | /.well-known/mta-sts.txt
          https://mta-sts.example.com/.well-known/mta-sts.txt  | /.well-known/mta-sts.txt
          HTTPS://MTA-STS.example.com                          | /
          https://mta-sts.example.com?x                        | /
          *                                                    | *
          //                                                   | //
          """)
  void a_target_gives_its_path(String target, String path) {
    RequestHead head = parsed("GET " + target + " HTTP/1.1\r\nHost: " + HOST + "\r\n");
    assertThat(head.path()).isEqualTo(path);
    assertThat(head.isFor(HOST)).isTrue();
  }

  @Test
  void an_absolute_target_outranks_the_host_header() {
    RequestHead head = parsed("GET https://other.example/ HTTP/1.1\r\nHost: " + HOST + "\r\n");
    assertThat(head.isFor(HOST)).isFalse();
    assertThat(head.isFor("other.example")).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nAccept: */*\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n",
        "GET / HTTP/1.11\r\nHost: a\r\n",
        "GET / http/1.1\r\nHost: a\r\n",
        "GET  / HTTP/1.1\r\nHost: a\r\n",
        "GET / \r\nHost: a\r\n",
        "GET /\r\nHost: a\r\n",
        " GET / HTTP/1.1\r\nHost: a\r\n",
        "G(T / HTTP/1.1\r\nHost: a\r\n",
        "GET x HTTP/1.1\r\nHost: a\r\n",
        "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n",
        "GET https:///x HTTP/1.1\r\nHost: a\r\n",
        "GET mta-sts.example.com:443 HTTP/1.1\r\nHost: a\r\n",
        "GET /\u00e9 HTTP/1.1\r\nHost: a\r\n",
        "GET /\u0001 HTTP/1.1\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\tfolded\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nnocolon\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n: noname\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\nb\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n",
        "GET / HTTP/1.1\nHost: a\n",
        "\u0016\u0003\u0001"
      })
  void garbage_is_no_request(String head) {
    assertThat(RequestHead.parse(head)).isEmpty();
  }

  @Test
  void http_1_0_needs_no_host_and_closes() {
    RequestHead head = parsed("GET / HTTP/1.0\r\n");
    assertThat(head.isFor(HOST)).isTrue();
    assertThat(head.keepAlive()).isFalse();
  }

  @ParameterizedTest(name = "{0}: keeps the connection {1}, has a body {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X: y                       | true  | false
          Connection: close          | false | false
          connection: TE, Close      | false | false
          Connection: keep-alive     | true  | false
          Content-Length: 0          | true  | false
          Content-Length: 5          | true  | true
          Content-Length: +0         | true  | true
          Transfer-Encoding: chunked | true  | true
          """)
  void headers_that_matter_are_understood(String header, boolean keepAlive, boolean body) {
    RequestHead head = parsed("GET / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n");
    assertThat(head.keepAlive()).isEqualTo(keepAlive);
    assertThat(head.body()).isEqualTo(body);
  }

  @Test
  void a_hundred_headers_are_the_limit() {
    String lines = "X: y\r\n".repeat(99);
    assertThat(RequestHead.parse("GET / HTTP/1.1\r\nHost: a\r\n" + lines)).isPresent();
    assertThat(RequestHead.parse("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n" + lines)).isEmpty();
  }
}
