package net.hostedmtasts.controlplane.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next to be given as {@code after} for the next page; absent on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Makes a page of rows.
   *
   * @param rows in order, up to {@link Limit#rows} of them
   */
  public static <R, T> Page<T> of(
      List<R> rows, Limit limit, Function<R, Cursor> cursor, Function<R, T> view) {
    boolean more = rows.size() > limit.value();
    List<R> shown = more ? rows.subList(0, limit.value()) : rows;
    return new Page<>(
        shown.stream().map(view).toList(),
        more ? cursor.apply(shown.get(shown.size() - 1)).text() : null);
  }
}
