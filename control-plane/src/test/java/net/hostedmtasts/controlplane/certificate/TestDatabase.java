package net.hostedmtasts.controlplane.certificate;

import java.nio.file.Path;
import net.hostedmtasts.standalone.Database;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL for a class of tests, with the tables as at a first start before each. */
public final class TestDatabase implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private final Path folder;
  private @Nullable Database database;

  /** In a new folder below the module's {@code target}. */
  public TestDatabase() {
    folder = Path.of("target", "test-database-" + System.nanoTime(), "data");
  }

  /** The running server. */
  public Database running() {
    if (database == null) {
      throw new IllegalStateException("The database has not started");
    }
    return database;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    database = Database.start(folder);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    empty();
  }

  /** Makes all tables anew. */
  public void empty() {
    Flyway flyway =
        Flyway.configure()
            .dataSource(running().jdbcUrl(), running().user(), running().password())
            .cleanDisabled(false)
            .load();
    flyway.clean();
    flyway.migrate();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    running().close();
  }
}
