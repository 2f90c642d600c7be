package net.hostedmtasts.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Other front ends generate their client from the API document: one in TypeScript compiles, with
 * every check of the compiler. It is Debian's (node-typescript).
 */
class TypeScriptClientTest {
  private static final long LIMIT_MINUTES = 10;
  private static final Path TARGET = Path.of("target", "typescript").toAbsolutePath();
  private static final Path DOCUMENT =
      Path.of("..", "..", "control-plane", "target", "openapi", "openapi.json").toAbsolutePath();

  @Test
  void a_client_generated_from_the_api_document_compiles()
      throws IOException, InterruptedException {
    assertThat(DOCUMENT).as("Build the control-plane first").exists();
    Files.createDirectories(TARGET);
    run(
        "java",
        "-Xmx400m",
        "-jar",
        Path.of("target", "openapi-generator.jar").toAbsolutePath().toString(),
        "generate",
        "--generator-name",
        "typescript-fetch",
        "--input-spec",
        DOCUMENT.normalize().toString(),
        "--output",
        TARGET.resolve("client").toString(),
        "--additional-properties",
        "withoutRuntimeChecks=false");
    assertThat(TARGET.resolve("client/apis/DomainResourceApi.ts"))
        .content()
        .contains("async listDomains(");
    Files.writeString(
        TARGET.resolve("overview.ts"),
        Files.readString(Path.of("src", "test", "typescript", "overview.ts")));
    run(
        "tsc",
        "--noEmit",
        "--strict",
        "--target",
        "es2020",
        "--module",
        "es2020",
        "--moduleResolution",
        "node",
        "--lib",
        "es2020,dom",
        "overview.ts");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Path output = TARGET.resolve(command[0] + ".log");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(TARGET.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as(command[0]).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
