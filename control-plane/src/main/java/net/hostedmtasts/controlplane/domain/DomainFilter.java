package net.hostedmtasts.controlplane.domain;

import java.util.List;
import java.util.Locale;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.jspecify.annotations.Nullable;

/**
 * Which domains a listing shows, in the order of their names.
 *
 * @param after the name of the last domain of the page before; empty for the first page
 * @param containing a LIKE pattern for the name, in A-labels or U-labels
 */
record DomainFilter(String after, String containing, List<DomainStatus> statuses) {
  private static final int LONGEST_SEARCH = 253;

  static DomainFilter of(
      @Nullable Cursor after, @Nullable String search, @Nullable DomainStatus status) {
    return new DomainFilter(
        after == null ? "" : after.part(0),
        search == null ? "%" : containing(search),
        status == null ? List.of(DomainStatus.values()) : List.of(status));
  }

  String query() {
    return "from HostedDomain where tenantId = :tenant and removedAt is null and name > :after"
        + " and (name like :containing escape '!' or unicodeName like :containing escape '!')"
        + " and status in :statuses order by name";
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
