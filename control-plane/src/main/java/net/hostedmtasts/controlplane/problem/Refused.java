package net.hostedmtasts.controlplane.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was understood and is not carried out. {@code detail} tells the caller what to do
 * about it. It has no stack trace: it is an answer, not a fault.
 */
public final class Refused extends RuntimeException {
  private final Reason reason;
  private final @Nullable String field;
  private final List<Violation> violations;
  private final Map<String, Object> members;
  private final Map<String, String> headers;

  public Refused(Reason reason, String detail) {
    this(reason, detail, null, List.of(), Map.of(), Map.of());
  }

  private Refused(
      Reason reason,
      String detail,
      @Nullable String field,
      List<Violation> violations,
      Map<String, Object> members,
      Map<String, String> headers) {
    super(detail, null, false, false);
    this.reason = reason;
    this.field = field;
    this.violations = List.copyOf(violations);
    this.members = members;
    this.headers = headers;
  }

  /**
   * Names the place in the request: a JSON pointer into the body, or the name of a parameter or
   * header.
   */
  public Refused field(@Nullable String place) {
    return new Refused(reason, detail(), place, violations, members, headers);
  }

  /** Adds the rules that were broken. */
  public Refused violations(List<Violation> broken) {
    return new Refused(reason, detail(), field, broken, members, headers);
  }

  /** Adds a member of its own to the problem; the value is rendered as JSON. */
  public Refused with(String member, Object value) {
    return new Refused(reason, detail(), field, violations, added(members, member, value), headers);
  }

  /** Adds a header to the answer. */
  public Refused header(String name, String value) {
    return new Refused(reason, detail(), field, violations, members, added(headers, name, value));
  }

  public Reason reason() {
    return reason;
  }

  /** What to do about it. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  Map<String, String> headers() {
    return headers;
  }

  Problem problem() {
    return new Problem(
        reason.type(),
        reason.title(),
        reason.status(),
        detail(),
        field,
        violations.isEmpty() ? null : violations,
        members);
  }

  private static <V> Map<String, V> added(Map<String, V> map, String name, V value) {
    Map<String, V> copy = new LinkedHashMap<>(map);
    copy.put(name, value);
    return copy;
  }
}
