package net.hostedmtasts.policyserver.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sealing keys come and go in files while an edge runs (DESIGN, "The edge"). */
class SealingKeysTest {
  private static final String HOST = "mta-sts.example.com";
  private static final TestAuthority AUTHORITY = new TestAuthority();
  private static final Logger LOG = Logger.getLogger(SealingKeys.class.getName());

  @TempDir Path folder;
  private final TestSeal current = new TestSeal();
  private final TestSeal next = new TestSeal();
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(handler);
  }

  private Path put(String name, TestSeal seal) throws IOException {
    return Files.writeString(
        folder.resolve(name), Base64.getEncoder().encodeToString(seal.key()) + "\n");
  }

  private CertificateParts parts() throws IOException {
    return CertificateParts.ofFiles(put("current", current), folder.resolve("next"));
  }

  @Test
  void a_file_that_is_not_there_yet_is_waited_for() throws Exception {
    CertificateParts parts = parts();
    assertThat(parts.sealingKeys.ids()).containsExactly(current.keyId());
    assertThat(parts.sealingKeys.look()).as("nothing has changed").isFalse();
    put("next", next);
    assertThat(parts.sealingKeys.look()).isTrue();
    assertThat(parts.sealingKeys.ids())
        .containsExactlyInAnyOrder(current.keyId(), next.keyId())
        .isSorted();
    assertThat(parts.topic.additions()).isEqualTo(1);
  }

  @Test
  void what_the_next_key_has_sealed_opens_once_it_is_there() throws Exception {
    CertificateParts parts = parts();
    byte[] sealed = Messages.certificate(5, HOST, AUTHORITY.issue(HOST), next);
    assertThatThrownBy(() -> parts.topic.read(HOST, sealed, Instant.EPOCH))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageContaining("lacks");
    put("next", next);
    parts.sealingKeys.look();
    assertThat(parts.topic.read(HOST, sealed, Instant.EPOCH).served()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "c2VjcmV0", "c2VjcmV0-not-base64!!", "too large"})
  void a_broken_file_changes_nothing_and_is_not_quoted(String broken) throws Exception {
    CertificateParts parts = parts();
    String content = broken.equals("too large") ? "c2VjcmV0".repeat(200) : broken;
    Files.writeString(folder.resolve("next"), content);
    Files.writeString(folder.resolve("current"), content);
    assertThat(parts.sealingKeys.look()).isFalse();
    assertThat(parts.sealingKeys.look()).isFalse();
    assertThat(parts.sealingKeys.ids()).containsExactly(current.keyId());
    assertThat(lines.stream().filter(line -> line.startsWith("WARN")))
        .as("once for each file, not with each look")
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("32 bytes").doesNotContain("c2VjcmV0"));
    put("next", next);
    assertThat(parts.sealingKeys.look()).as("one good file is taken beside a broken one").isTrue();
    assertThat(parts.sealingKeys.ids()).containsExactlyInAnyOrder(current.keyId(), next.keyId());
  }

  @Test
  void a_key_goes_with_its_file_but_never_the_last_one() throws Exception {
    CertificateParts parts = parts();
    put("next", next);
    parts.sealingKeys.look();
    Files.delete(folder.resolve("current"));
    assertThat(parts.sealingKeys.look()).isTrue();
    assertThat(parts.sealingKeys.ids()).containsExactly(next.keyId());
    Files.delete(folder.resolve("next"));
    assertThat(parts.sealingKeys.look()).isFalse();
    assertThat(parts.sealingKeys.ids()).containsExactly(next.keyId());
    assertThat(parts.topic.additions()).as("a key that goes opens nothing").isEqualTo(1);
  }

  @Test
  void a_file_with_another_key_replaces_the_one_it_held() throws Exception {
    CertificateParts parts = parts();
    put("current", next);
    assertThat(parts.sealingKeys.look()).isTrue();
    assertThat(parts.sealingKeys.ids()).containsExactly(next.keyId());
  }

  @Test
  void without_any_key_an_edge_does_not_start() {
    assertThatThrownBy(
            () -> CertificateParts.ofFiles(folder.resolve("current"), folder.resolve("next")))
        .hasMessageContaining("none of");
  }

  @Test
  void no_line_shows_a_key() throws Exception {
    CertificateParts parts = parts();
    put("next", next);
    parts.sealingKeys.look();
    assertThat(lines).isNotEmpty();
    assertThat(String.join("\n", lines) + parts.sealingKeys)
        .doesNotContain(Base64.getEncoder().encodeToString(current.key()))
        .doesNotContain(Base64.getEncoder().encodeToString(next.key()));
  }
}
