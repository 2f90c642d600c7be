package net.hostedmtasts.controlplane.signin;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.person.Grant;
import net.hostedmtasts.controlplane.tenant.Role;

/** What the groups of a provider mean. */
record GroupGrants(Optional<Pattern> pattern, List<OidcSettings.Group> groups) {
  private static final int MAX_GROUP = 500;

  static GroupGrants of(OidcSettings settings) {
    return new GroupGrants(
        settings.groupPattern().map(GroupGrants::pattern), List.copyOf(settings.groups().values()));
  }

  // Each word once: a name of a group cannot stand for two places.
  static Pattern pattern(String text) {
    return Pattern.compile(
        Pattern.quote(text)
            .replaceFirst("\\{tenant}", "\\\\E(?<tenant>.{1,100})\\\\Q")
            .replaceFirst("\\{role}", "\\\\E(?<role>viewer|editor|admin)\\\\Q"));
  }

  /** What one group grants: nothing, or something in one tenant or more. */
  List<Grant> of(String group) {
    if (group.length() > MAX_GROUP) {
      return List.of();
    }
    return Stream.concat(
            groups.stream()
                .filter(known -> known.value().equals(group))
                .map(known -> new Grant(known.tenant(), known.role())),
            pattern.stream().flatMap(known -> matched(known.matcher(group))))
        .toList();
  }

  private static Stream<Grant> matched(Matcher group) {
    return group.matches()
        ? Stream.of(new Grant(group.group("tenant"), Role.parse(group.group("role"))))
        : Stream.empty();
  }
}
