package net.hostedmtasts.controlplane.overview;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.jspecify.annotations.Nullable;

/**
 * The order of a listing. Domains that are equal in it come by name; those without a value come
 * last, whichever way it goes.
 */
record DomainOrder(Key key, boolean descending) {
  /** For {@code @DefaultValue}. */
  static final String DEFAULT = "name";

  /** What a listing goes by. */
  enum Key {
    NAME("h.name", "text"),
    /** What needs somebody comes first: error, verifying, active, inactive. */
    STATUS(
        "case h.status when 'ERROR' then 1 when 'VERIFYING' then 2 when 'ACTIVE' then 3 else 4 end",
        "integer"),
    CERTIFICATE_NOT_AFTER("x.not_after", "timestamptz"),
    LAST_CHECK_AT("c.checked_at", "timestamptz");

    private final String column;
    private final String type;

    Key(String column, String type) {
      this.column = column;
      this.type = type;
    }

    private boolean timed() {
      return type.equals("timestamptz");
    }

    private String of(DomainView domain) {
      return switch (this) {
        case NAME -> domain.name();
        case STATUS -> Integer.toString(rank(DomainStatus.parse(domain.status())));
        case CERTIFICATE_NOT_AFTER -> text(domain.certificateNotAfter());
        case LAST_CHECK_AT -> text(domain.lastCheckAt());
      };
    }

    private static int rank(DomainStatus status) {
      return switch (status) {
        case ERROR -> 1;
        case VERIFYING -> 2;
        case ACTIVE -> 3;
        case INACTIVE -> 4;
      };
    }

    private static String text(@Nullable Instant time) {
      return time == null ? "" : time.toString();
    }
  }

  static DomainOrder parse(String text) {
    return Stream.of(Key.values())
        .flatMap(key -> Stream.of(new DomainOrder(key, false), new DomainOrder(key, true)))
        .filter(order -> order.value().equals(text))
        .findFirst()
        .orElseThrow(() -> new InvalidValue("sort", text, allowed()));
  }

  private static String allowed() {
    return Stream.of(Key.values())
        .map(key -> new DomainOrder(key, false).value())
        .collect(Collectors.joining(", ", "one of ", ", or - before one of them"));
  }

  /** As the API writes it: {@code -} before the key where the greatest comes first. */
  String value() {
    return (descending ? "-" : "") + key.name().toLowerCase(Locale.ROOT);
  }

  /** ORDER BY of the query. */
  String clause() {
    String direction = descending ? " desc" : "";
    return key == Key.NAME ? "h.name" + direction : sorted() + direction + ", h.name";
  }

  /** Where the page before ends. A cursor of another order is refused: its values are others. */
  Cursor cursor(DomainView last) {
    return Cursor.of(value(), key.of(last), last.name());
  }

  /** The condition for what comes after a cursor. */
  String after(Cursor cursor, SqlArguments arguments) {
    if (!cursor.part(0).equals(value())) {
      throw cursor.foreign();
    }
    String beyond = descending ? " < " : " > ";
    if (key == Key.NAME) {
      return "h.name" + beyond + arguments.add(cursor.part(2));
    }
    String value = orLast(arguments.add(value(cursor)) + "::" + key.type);
    return String.format(
        "(%1$s%2$s%3$s or (%1$s = %3$s and h.name > %4$s))",
        sorted(), beyond, value, arguments.add(cursor.part(2)));
  }

  private @Nullable Object value(Cursor cursor) {
    if (!key.timed()) {
      return Math.toIntExact(cursor.number(1, Key.values().length));
    }
    return cursor.part(1).isEmpty() ? null : cursor.instant(1).atOffset(ZoneOffset.UTC);
  }

  private String sorted() {
    return orLast(key.column);
  }

  private String orLast(String value) {
    String last = descending ? "-infinity" : "infinity";
    return key.timed() ? "coalesce(" + value + ", '" + last + "')" : value;
  }
}
