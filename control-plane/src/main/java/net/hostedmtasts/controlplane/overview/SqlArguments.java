package net.hostedmtasts.controlplane.overview;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a query that is put together. */
final class SqlArguments {
  private final List<@Nullable Object> values = new ArrayList<>();

  /** Adds one, and returns its place in the query. */
  String add(@Nullable Object value) {
    values.add(value);
    return "$" + values.size();
  }

  Tuple tuple() {
    return Tuple.tuple(values);
  }
}
