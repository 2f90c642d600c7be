package net.hostedmtasts.controlplane.overview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.overview.BulkView.Result;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import org.jspecify.annotations.Nullable;

/** The lines of a list of domains, read. */
final class BulkLines {
  private final List<Line> lines;
  private final Map<PolicyDomain, Integer> first = new LinkedHashMap<>();

  /**
   * @param domain null where the text is none
   * @param wrong why not
   */
  private record Line(String given, @Nullable PolicyDomain domain, String wrong) {
    static Line read(String given) {
      try {
        return new Line(given, PolicyDomain.parse(given.strip()), "");
      } catch (InvalidValue invalid) {
        return new Line(given, null, String.valueOf(invalid.getMessage()));
      }
    }
  }

  BulkLines(List<String> given) {
    this.lines = given.stream().map(Line::read).toList();
    for (int i = 0; i < lines.size(); i++) {
      PolicyDomain domain = lines.get(i).domain();
      if (domain != null) {
        first.putIfAbsent(domain, i);
      }
    }
  }

  /** Each domain once. */
  Set<PolicyDomain> domains() {
    return first.keySet();
  }

  /** What is answered where these of them were added. */
  BulkView view(Set<PolicyDomain> added) {
    return new BulkView(
        IntStream.range(0, lines.size()).mapToObj(index -> result(index, added)).toList());
  }

  private Result result(int index, Set<PolicyDomain> added) {
    Line line = lines.get(index);
    PolicyDomain domain = line.domain();
    if (domain == null) {
      return Result.refused(line.given(), line.wrong());
    }
    int before = first.getOrDefault(domain, index);
    if (before < index) {
      return Result.exists(
          domain, domain.value() + " stands in the list already, as number " + (before + 1) + ".");
    }
    return added.contains(domain)
        ? Result.added(domain)
        : Result.exists(domain, domain.value() + " has been added already.");
  }
}
