package net.hostedmtasts.controlplane.page;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;

/**
 * Where a page ends: the sort key of its last row. Opaque to callers, who give back what they got.
 *
 * @param key the parts of the sort key, none with a line feed
 */
public record Cursor(List<String> key) {
  private static final int MAX_LENGTH = 1_000;
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");
  private static final Pattern SEPARATOR = Pattern.compile("\n");

  public Cursor {
    key = List.copyOf(key);
  }

  /** A cursor of these parts. */
  public static Cursor of(String... key) {
    return new Cursor(List.of(key));
  }

  /** A cursor for rows in the order of their making. */
  public static Cursor of(Instant at, UUID id) {
    return of(at.toString(), id.toString());
  }

  /** Reads what {@link #text} wrote. */
  public static Cursor parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw invalid(text);
    }
    try {
      String key = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      Cursor read = new Cursor(List.of(SEPARATOR.split(key, -1)));
      // What is no UTF-8 does not come out as it went in; PostgreSQL takes no NUL.
      if (key.indexOf('\0') >= 0 || !read.text().equals(text)) {
        throw invalid(text);
      }
      return read;
    } catch (IllegalArgumentException e) {
      throw invalid(text);
    }
  }

  /** The text that callers give back. */
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join("\n", key).getBytes(StandardCharsets.UTF_8));
  }

  /** The part at an index. */
  public String part(int index) {
    if (index >= key.size()) {
      throw foreign();
    }
    return key.get(index);
  }

  /** The part at an index, as a whole number from 0. */
  public long number(int index) {
    if (!part(index).matches("[0-9]{1,18}")) {
      throw invalid(text());
    }
    return Long.parseLong(part(index));
  }

  /** The part at an index, as a time. */
  public Instant instant(int index) {
    try {
      Instant time = Instant.parse(part(index));
      // The database knows no times beyond.
      if (time.isBefore(Instant.EPOCH) || !time.isBefore(END_OF_TIME)) {
        throw foreign();
      }
      return time;
    } catch (DateTimeException e) {
      throw foreign();
    }
  }

  /** The part at an index, as an id. */
  public UUID uuid(int index) {
    try {
      return UUID.fromString(part(index));
    } catch (IllegalArgumentException e) {
      throw foreign();
    }
  }

  /** The part at an index, as a whole number from 0 to {@code greatest}. */
  public long number(int index, long greatest) {
    long number = number(index);
    if (number > greatest) {
      throw foreign();
    }
    return number;
  }

  /** The refusal of a cursor that was read, but comes from another list. */
  public Refused foreign() {
    return new Refused(Reason.INVALID_REQUEST, String.valueOf(invalid(text()).getMessage()))
        .field("after");
  }

  private static InvalidValue invalid(String text) {
    return new InvalidValue("cursor", text, "the value of next in the page before");
  }
}
