package net.hostedmtasts.policyserver.topic;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** The tables that answer now. After a second reading all of them are replaced as one reference. */
@Singleton
public class CurrentTables {
  private volatile Tables tables;

  @Inject
  CurrentTables(@All List<Topic<?>> topics) {
    this(new Tables(topics));
  }

  public CurrentTables(Tables tables) {
    this.tables = tables;
  }

  /** To be taken once for each answer: two look-ups of one answer must see the same set. */
  public Tables tables() {
    return tables;
  }

  /** Everything that is answered from now on comes from {@code complete}. */
  public void replace(Tables complete) {
    tables = complete;
  }
}
