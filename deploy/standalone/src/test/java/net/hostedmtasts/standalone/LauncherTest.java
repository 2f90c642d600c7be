package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher where nothing can be started; the tests of the pair run the rest. */
class LauncherTest {
  @TempDir Path folder;
  @TempDir Path home;

  @Test
  void help_names_every_option() throws Exception {
    Ended help = launch("--help");
    assertThat(help.code()).isZero();
    assertThat(help.output())
        .contains(
            "--edges N",
            "--data DIR",
            "--port-base N",
            "--zone NAME",
            "--resolver",
            "--dmarc-gate",
            "--help");
  }

  @Test
  void an_unknown_option_is_exit_code_2() throws Exception {
    assertThat(launch("--bogus"))
        .isEqualTo(new Ended(2, "Unknown option: --bogus\nSee deploy/run.sh --help\n"));
  }

  @Test
  void ports_in_use_are_named_before_anything_starts() throws Exception {
    for (String module : List.of("control-plane", "policy-server")) {
      Path application =
          Files.createDirectories(home.resolve(module).resolve("target/quarkus-app"));
      Files.createFile(application.resolve("quarkus-run.jar"));
    }
    Ports ports = Ports.fromBase(20_000);
    Path data = folder.resolve("untouched");
    try (ServerSocket api = listen("127.0.0.1", ports.api());
        ServerSocket https = listen("127.0.0.2", ports.https());
        ServerSocket authority = listen("127.0.0.1", ports.ownerAuthority())) {
      Ended refused = launch("--port-base", "20000", "--data", data.toString());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.output())
          .contains("port " + api.getLocalPort() + " on 127.0.0.1 is in use (API)")
          .contains("port " + https.getLocalPort() + " on 127.0.0.2 is in use (edge 2 HTTPS)")
          .contains(
              "port "
                  + authority.getLocalPort()
                  + " on 127.0.0.1 is in use (owner's authoritative");
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void services_that_are_not_built_are_named_and_nothing_starts() throws Exception {
    Ended refused = launch("--port-base", "21000", "--data", folder.resolve("data").toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("is not built");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  private record Ended(int code, String output) {}

  private Ended launch(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dstandalone.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Standalone.class.getName()));
    command.addAll(List.of(arguments));
    try (ServiceProcess launcher =
        ServiceProcess.start("launcher", command, Map.of(), folder.resolve("launcher.log"))) {
      assertThat(launcher.awaitExit(Duration.ofSeconds(30))).isTrue();
      return new Ended(launcher.exitCode(), Files.readString(launcher.log()));
    }
  }

  private static ServerSocket listen(String address, int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName(address));
  }
}
