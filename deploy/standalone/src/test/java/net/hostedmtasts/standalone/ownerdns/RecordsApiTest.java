package net.hostedmtasts.standalone.ownerdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

class RecordsApiTest {
  @TempDir Path folder;
  private Lab lab;

  @BeforeEach
  void start() {
    lab = Lab.start(folder);
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  void records_are_set_shown_and_removed() throws Exception {
    assertThat(lab.http("PUT", "/records/_a.d1.example/TXT?ttl=30", "one\n\"two\" \"2\"\n"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(204);
    assertThat(lab.http("GET", "/records", "").body())
        .contains("_a.d1.example.\t\t30\tIN\tTXT\t\"one\"\n")
        .contains("_a.d1.example.\t\t30\tIN\tTXT\t\"two\" \"2\"\n");
    assertThat(Lab.answers(lab.authority("_a.d1.example", "TXT"))).hasSize(2);
    assertThat(lab.http("DELETE", "/records/_a.d1.example/TXT", "").statusCode()).isEqualTo(204);
    assertThat(lab.http("DELETE", "/records/mx1.d1.example", "").statusCode()).isEqualTo(204);
    assertThat(lab.http("GET", "/records", "").body()).doesNotContain("_a.d1", "127.0.0.1\nmx1");
  }

  @Test
  void a_domain_is_delegated_with_what_the_api_shows_and_taken_back() throws Exception {
    String domain =
        """
        {"name": "d1.example", "records": [
          {"purpose": "policy", "name": "mta-sts.d1.example.", "type": "CNAME", "target": "l.policy.service.test."},
          {"purpose": "txt", "name": "_mta-sts.d1.example.", "type": "CNAME", "target": "l._mta-sts.service.test."}]}
        """;
    assertThat(lab.http("PUT", "/delegations/d1.example", domain).statusCode()).isEqualTo(204);
    assertThat(Lab.answers(lab.authority("mta-sts.d1.example", "CNAME")))
        .containsExactly("mta-sts.d1.example. CNAME l.policy.service.test.");
    assertThat(lab.http("DELETE", "/delegations/d1.example", "").statusCode()).isEqualTo(204);
    assertThat(lab.authority("mta-sts.d1.example", "CNAME").getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void zones_and_faults_are_made_and_ended() throws Exception {
    assertThat(lab.http("PUT", "/zones/a.b.example", "").statusCode()).isEqualTo(204);
    assertThat(lab.http("PUT", "/faults/a.b.example", "servfail").statusCode()).isEqualTo(204);
    assertThat(lab.authority("a.b.example", "SOA").getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(lab.http("DELETE", "/faults/a.b.example", "").statusCode()).isEqualTo(204);
    assertThat(lab.authority("a.b.example", "SOA").getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(lab.http("DELETE", "/zones/a.b.example", "").statusCode()).isEqualTo(204);
    assertThat(lab.authority("a.b.example", "SOA").getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT    | /records/example.com/A        | 192.0.2.1 | 400 | example.com is not below .test or .example, and other names belong to somebody.
          PUT    | /records/a.d1.example/A       | x         | 400 | "x" is no data of A
          PUT    | /records/a.d1.example/A       | ''        | 400 | Give 1 to 100 values, one a line.
          PUT    | /records/a.d1.example/A?ttl=x | 192.0.2.1 | 400 | ttl is a number of seconds.
          PUT    | /records/a.d1.example/A?ttl=700000 | 192.0.2.1 | 400 | The TTL is from 0 to 604800 seconds.
          PUT    | /records/mx1.d1.example/CNAME | a.example | 409 | mx1.d1.example. has A, and nothing stands beside a CNAME: remove it first.
          DELETE | /records/a.d1.example         | ''        | 404 | No zone here has the name a.d1.example.
          PUT    | /delegations/d1.example       | {         | 400 | The body is not JSON.
          PUT    | /delegations/d1.example       | {}        | 400 | Give the domain as the API shows it
          PUT    | /faults/d1.example            | sulk      | 400 | A fault is one of servfail, refused, silent, truncated, bogus.
          DELETE | /faults/d1.example            | ''        | 404 | Nothing goes wrong for d1.example.
          GET    | /bogus                        | ''        | 404 | GET    /records
          GET    | /                             | ''        | 200 | GET    /records
          """)
  void a_call_that_is_not_carried_out_says_why(
      String method, String path, String body, int status, String message) throws Exception {
    HttpResponse<String> answer = lab.http(method, path, body);
    assertThat(answer.body()).startsWith(message);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void a_body_has_a_limit() throws Exception {
    String most = "x\n".repeat(32 * 1024);
    assertThat(lab.http("PUT", "/records/a.d1.example/A", most).statusCode()).isEqualTo(400);
    assertThat(lab.http("PUT", "/records/a.d1.example/A", most + "x").statusCode()).isEqualTo(413);
  }

  @Test
  void a_web_page_whose_name_leads_here_is_refused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), lab.httpPort)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /records HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void the_data_folder_is_told() throws Exception {
    assertThat(lab.http("GET", "/data-folder", "").body())
        .isEqualTo(folder.toAbsolutePath() + "\n");
  }
}
