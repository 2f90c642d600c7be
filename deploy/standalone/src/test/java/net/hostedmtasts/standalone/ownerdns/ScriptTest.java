package net.hostedmtasts.standalone.ownerdns;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.standalone.FreePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code deploy/owner-dns.sh}, and {@code dig} as the newcomer's view of what it did. */
class ScriptTest {
  private static final Path SCRIPT = Path.of("../owner-dns.sh").toAbsolutePath().normalize();
  private static final int HTTP = 82;
  private static final int API = 80;
  private static final String TOKEN = "the-token";

  @TempDir Path folder;
  private int base;
  private Lab lab;
  private HttpServer api;

  private record Ended(int code, String output) {}

  @BeforeEach
  void start() throws IOException {
    base = FreePort.next() - HTTP;
    lab = Lab.start(folder, base + HTTP);
    Files.writeString(folder.resolve("admin-token"), TOKEN + "\n");
    api = HttpServer.create(Lab.loopback(base + API), 0);
    api.createContext(
        "/api/v1/domains/",
        exchange -> {
          try (exchange) {
            boolean known =
                exchange.getRequestURI().getPath().endsWith("/d1.example")
                    && ("Bearer " + TOKEN)
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body =
                (known
                        ? """
                      {"name": "d1.example", "records": [{"purpose": "policy", "name": "mta-sts.d1.example.",
                       "type": "CNAME", "target": "l.policy.service.test."}]}
                      """
                        : """
                      {"title":"Unknown domain","status":404,"detail":"Add it first."}
                      """)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop(0);
    lab.close();
  }

  @Test
  void a_record_that_was_set_is_listed_and_seen_by_dig_until_it_is_removed() throws Exception {
    assertThat(script("--ttl", "9", "set", "*.d1.example", "TXT", "@one", "two words"))
        .isEqualTo(new Ended(0, ""));
    assertThat(script("list").output())
        .contains(
            "*.d1.example.\t\t9\tIN\tTXT\t\"@one\"", "*.d1.example.\t\t9\tIN\tTXT\t\"two words\"");
    assertThat(dig("a.d1.example", "TXT").lines()).contains("\"@one\"", "\"two words\"");
    assertThat(script("remove", "*.d1.example", "TXT").code()).isZero();
    assertThat(dig("a.d1.example", "TXT")).isEmpty();
  }

  @Test
  void a_domain_is_delegated_with_the_records_of_the_api_and_the_delegation_taken_back()
      throws Exception {
    assertThat(script("delegate", "d1.example")).isEqualTo(new Ended(0, ""));
    assertThat(dig("mta-sts.d1.example", "CNAME")).isEqualTo("l.policy.service.test.\n");
    assertThat(script("undelegate", "d1.example").code()).isZero();
    assertThat(script("undelegate", "d1.example"))
        .isEqualTo(new Ended(1, "d1.example is not delegated.\n"));
  }

  @Test
  void what_the_api_refuses_is_told_in_its_words() throws Exception {
    assertThat(script("delegate", "d2.example")).isEqualTo(new Ended(1, "Add it first.\n"));
  }

  @Test
  void another_data_folder_can_be_named() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThat(script("--data=" + other, "delegate", "d1.example").output())
        .contains("admin-token cannot be read");
  }

  @Test
  void name_servers_fail_until_they_are_mended() throws Exception {
    script("set", "d1.example", "A", "192.0.2.1");
    assertThat(script("fail", "d1.example", "servfail").code()).isZero();
    assertThat(dig("d1.example", "A")).isEmpty();
    assertThat(script("mend", "d1.example").code()).isZero();
    assertThat(dig("d1.example", "A")).isEqualTo("192.0.2.1\n");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''              | A command is missing
          bogus           | Unknown command: bogus
          --bogus         | Unknown option: --bogus
          set a.test A    | set needs a name, a type and a value
          remove          | remove needs a name
          --port-base x   | --port-base must be a number, not x
          --ttl           | --ttl needs a value
          """)
  void what_is_not_understood_is_exit_code_2(String arguments, String message) throws Exception {
    Ended ended = script(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output()).startsWith(message).contains("See deploy/owner-dns.sh --help");
  }

  @Test
  void help_names_every_command_and_option() throws Exception {
    assertThat(script("--help").output())
        .contains("list", "set NAME", "remove NAME", "delegate DOMAIN", "undelegate DOMAIN")
        .contains("fail NAME HOW", "mend NAME", "--port-base N", "--data DIR", "--ttl N");
  }

  private Ended script(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(SCRIPT.toString(), "--port-base", Integer.toString(base)));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private String dig(String name, String type) throws Exception {
    return run(List.of(
            "dig", "@127.0.0.1", "-p", "" + lab.resolverPort, "+short", "+tries=1", name, type))
        .output();
  }

  private static Ended run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
