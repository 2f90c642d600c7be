package net.hostedmtasts.controlplane.overview;

import java.util.List;
import java.util.Locale;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Tag;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Which domains a listing shows.
 *
 * @param containing a LIKE pattern for the name, in A-labels or U-labels; null for all
 * @param statuses one of these; empty for all
 * @param modes one of these; empty for all
 * @param tags all of these
 */
record DomainFilter(
    @Nullable String containing, List<DomainStatus> statuses, List<Mode> modes, List<Tag> tags) {
  private static final int LONGEST_SEARCH = 253;
  private static final int MOST = HostedDomain.MOST_TAGS;

  DomainFilter {
    statuses = atMost("status", statuses);
    modes = atMost("mode", modes);
    tags = atMost("tag", tags);
  }

  static DomainFilter of(
      @Nullable String search, List<DomainStatus> statuses, List<Mode> modes, List<Tag> tags) {
    return new DomainFilter(search == null ? null : containing(search), statuses, modes, tags);
  }

  /** The condition, beginning with {@code and}; empty for all domains. */
  String condition(SqlArguments arguments) {
    StringBuilder condition = new StringBuilder();
    if (containing != null) {
      String pattern = arguments.add(containing);
      condition.append(
          String.format(
              " and (h.name like %1$s escape '!' or h.unicode_name like %1$s escape '!')",
              pattern));
    }
    if (!statuses.isEmpty()) {
      condition.append(" and h.status = any(").append(arguments.add(names(statuses))).append(')');
    }
    if (!modes.isEmpty()) {
      String[] values = modes.stream().map(Mode::value).toArray(String[]::new);
      condition.append(" and h.mode = any(").append(arguments.add(values)).append(')');
    }
    if (!tags.isEmpty()) {
      String[] values = tags.stream().map(Tag::value).toArray(String[]::new);
      condition.append(" and h.tags @> ").append(arguments.add(values));
    }
    return condition.toString();
  }

  private static String[] names(List<DomainStatus> statuses) {
    return statuses.stream().map(Enum::name).toArray(String[]::new);
  }

  private static <T> List<T> atMost(String parameter, List<T> values) {
    if (values.size() > MOST) {
      throw new InvalidValue(parameter, values.size() + " values", "at most " + MOST);
    }
    return List.copyOf(values);
  }

  private static String containing(String search) {
    if (search.indexOf('\0') >= 0) {
      throw new InvalidValue("q", search, "text without NUL");
    }
    if (search.length() > LONGEST_SEARCH) {
      throw new InvalidValue("q", search, "at most " + LONGEST_SEARCH + " characters");
    }
    if (search.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidValue("q", search, "no control characters");
    }
    return "%" + search.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }
}
