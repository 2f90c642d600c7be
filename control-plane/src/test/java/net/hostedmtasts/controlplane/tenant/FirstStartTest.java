package net.hostedmtasts.controlplane.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.standalone.Database;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@SuppressWarnings("NullAway.Init") // JUnit sets the folders before a test uses them.
class FirstStartTest {
  private static final String GIVEN = "a-token-that-was-given-from-outside-0123456789";

  @TempDir static Path data;
  private static Database database;
  private static PGSimpleDataSource source;

  @TempDir Path folder;

  private record Settings(Optional<String> firstAdminToken, Optional<Path> firstAdminTokenFile)
      implements TenantSettings {}

  @BeforeAll
  static void start() {
    database = Database.start(data.resolve("database"));
    source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(database.user());
    source.setPassword(database.password());
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    Flyway flyway = Flyway.configure().dataSource(source).cleanDisabled(false).load();
    flyway.clean();
    flyway.migrate();
  }

  @Test
  void a_token_is_generated_into_a_file_that_only_its_owner_reads() throws Exception {
    Path file = folder.resolve("new").resolve("admin-token");
    run(Optional.empty(), file);
    String token = Files.readString(file).strip();
    assertThat(token).startsWith("mtasts_").hasSize(50);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(hashes()).containsExactly(sha256(token));
    assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void a_restart_with_kept_data_writes_nothing() throws Exception {
    Path file = folder.resolve("admin-token");
    run(Optional.empty(), file);
    Files.delete(file);
    run(Optional.empty(), file);
    run(Optional.of(GIVEN), file);
    assertThat(file).doesNotExist();
    assertThat(hashes()).hasSize(1);
  }

  @Test
  void a_token_that_is_given_is_used_and_not_written() throws Exception {
    Path file = folder.resolve("admin-token");
    run(Optional.of(GIVEN), file);
    assertThat(file).doesNotExist();
    assertThat(hashes()).containsExactly(sha256(GIVEN));
  }

  @Test
  void of_two_starting_instances_one_creates_it() throws Exception {
    ExecutorService instances = Executors.newFixedThreadPool(4);
    try {
      List<Path> files =
          List.of(
              folder.resolve("1"), folder.resolve("2"), folder.resolve("3"), folder.resolve("4"));
      List<Callable<Boolean>> starts =
          files.stream().<Callable<Boolean>>map(file -> () -> run(Optional.empty(), file)).toList();
      for (Future<Boolean> start : instances.invokeAll(starts)) {
        assertThat(start.get()).isTrue();
      }
      List<Path> written = files.stream().filter(Files::exists).toList();
      assertThat(written).hasSize(1);
      assertThat(hashes()).containsExactly(sha256(Files.readString(written.get(0)).strip()));
    } finally {
      instances.shutdown();
    }
  }

  @Test
  void without_a_setting_the_start_is_refused_and_nothing_is_there() throws Exception {
    FirstStart first =
        new FirstStart(source, new Settings(Optional.empty(), Optional.empty()), Clock.systemUTC());
    assertThatThrownBy(() -> first.run(new StartupEvent()))
        .hasMessageContaining("tenants.first-admin-token")
        .hasMessageContaining("tenants.first-admin-token-file");
    assertThat(hashes()).isEmpty();
  }

  @Test
  void a_token_that_cannot_be_written_is_not_in_the_database() throws Exception {
    Path notAFolder = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> run(Optional.empty(), notAFolder.resolve("admin-token")))
        .isInstanceOf(IOException.class);
    assertThat(hashes()).isEmpty();
  }

  @Test
  void a_short_token_is_refused_and_not_shown() {
    assertThatThrownBy(() -> run(Optional.of("hunter2"), folder.resolve("x")))
        .isInstanceOf(InvalidValue.class)
        .hasMessageNotContaining("hunter2");
  }

  private static boolean run(Optional<String> token, Path file) throws SQLException, IOException {
    new FirstStart(source, new Settings(token, Optional.of(file)), Clock.systemUTC())
        .run(new StartupEvent());
    return true;
  }

  private static List<byte[]> hashes() throws SQLException {
    try (Connection connection = source.getConnection();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "select hash from token join tenant on tenant.id = tenant_id where operator and scope = 'admin'")) {
      ArrayList<byte[]> hashes = new ArrayList<>();
      while (rows.next()) {
        hashes.add(rows.getBytes(1));
      }
      return hashes;
    }
  }

  private static byte[] sha256(String token) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
  }
}
