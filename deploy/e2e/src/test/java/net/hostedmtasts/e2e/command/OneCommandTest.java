package net.hostedmtasts.e2e.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** README, "Try it". */
class OneCommandTest {
  private static final String POLICY = "/.well-known/mta-sts.txt";

  private Path folder = Path.of("target");

  @BeforeEach
  void make_a_folder() throws IOException {
    Path all = Files.createDirectories(Path.of("target", "commands"));
    folder = Files.createTempDirectory(all, "run-").toAbsolutePath();
  }

  private static void eventually(ThrowingRunnable condition) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(condition);
  }

  @Test
  void what_it_prints_works_when_pasted_and_sigterm_leaves_nothing_behind() {
    try (Launched launched = Launched.start(folder.resolve("log"))) {
      Path data =
          launched.lines().stream()
              .filter(
                  line -> line.startsWith("data folder ") && line.endsWith("(removed at the end)"))
              .map(line -> Path.of(line.split(" ", 4)[2]))
              .findFirst()
              .orElseThrow();
      assertThat(launched.toPaste(POLICY))
          .hasSize(2)
          .allSatisfy(line -> assertThat(Shell.run(line)).contains("max_age: 86400\r\n"));
      assertThat(launched.toPaste("+short TXT"))
          .hasSize(2)
          .allSatisfy(line -> assertThat(Shell.run(line)).startsWith("\"v=STSv1; id="));
      assertThat(launched.toPaste(" A "))
          .singleElement()
          .satisfies(line -> assertThat(Shell.run(line)).contains("127.0.0.1", "127.0.0.2"));

      String said = Shell.run(launched.toPasteFrom("token=$(cat "));

      assertThat(said)
          .contains("\"max_age\":604800", "_mta-sts.example.test", "edge_fetches_total");
      eventually(
          () ->
              assertThat(launched.toPaste(POLICY))
                  .allSatisfy(line -> assertThat(Shell.run(line)).contains("max_age: 604800\r\n")));
      assertThat(tokenIsSecret(data)).isTrue();
      assertThat(processesNaming(data)).as("the services while they run").hasSizeGreaterThan(4);

      assertThat(launched.end("TERM")).isTrue();

      assertThat(processesNaming(data)).isEmpty();
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void a_data_folder_is_kept_over_ctrl_c_and_goes_on_where_it_was() throws IOException {
    Path data = folder.resolve("data");
    String[] options = {"--data", data.toString(), "--edges", "1", "--zone", "other.test"};
    try (Launched first = Launched.start(folder.resolve("first.log"), options)) {
      Shell.run(first.toPasteFrom("token=$(cat "));
      assertThat(first.toPaste("+short TXT"))
          .singleElement()
          .satisfies(line -> assertThat(line).contains("._mta-sts.other.test"));
      assertThat(first.end("INT")).isTrue();
    }
    assertThat(processesNaming(data)).isEmpty();
    String token = Files.readString(data.resolve("admin-token"));

    try (Launched second = Launched.start(folder.resolve("second.log"), options)) {
      assertThat(second.toPaste(POLICY))
          .singleElement()
          .satisfies(line -> assertThat(Shell.run(line)).contains("max_age: 604800\r\n"));
      assertThat(Files.readString(data.resolve("admin-token"))).isEqualTo(token);
      assertThat(second.end("INT")).isTrue();
    }
    assertThat(processesNaming(data)).isEmpty();
  }

  /** Mode 600, and in no other file that can be looked at. */
  private static boolean tokenIsSecret(Path data) {
    try (Stream<Path> logs = Files.walk(data.resolve("logs"))) {
      Path file = data.resolve("admin-token");
      String token = Files.readString(file).strip();
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals("rw-------")
          && logs.filter(Files::isRegularFile).noneMatch(log -> content(log).contains(token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes that have the data folder in their command line or their environment. */
  private static List<String> processesNaming(Path data) {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .filter(
              process ->
                  (content(process.resolve("cmdline")) + content(process.resolve("environ")))
                      .contains(data.toString()))
          .map(Path::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty where it has gone meanwhile. */
  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
