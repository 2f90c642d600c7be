package net.hostedmtasts.controlplane.check;

import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.check.CnameState.State;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;

/** What is left of a domain that is not hosted any more, until its owner has removed it. */
final class LeftBehind {
  private LeftBehind() {}

  /** Whether it has to be looked at again: one record alone asks for its removal too. */
  static boolean in(List<CnameState> cnames) {
    return cnames.stream()
        .anyMatch(one -> one.state() == State.SEEN || one.state() == State.UNKNOWN);
  }

  static List<Finding> findings(List<CnameState> cnames) {
    return cnames.stream()
        .filter(cname -> cname.state() == State.SEEN)
        .map(cname -> Finding.of(FindingCode.CNAMES_LEFT_BEHIND, cname.name()))
        .toList();
  }

  /** With those of the check before that silence does not end, and why it ended. */
  static List<Finding> remembered(
      List<CnameState> cnames, List<Finding> findings, List<Finding> before) {
    List<Finding> all = new ArrayList<>(findings);
    before.stream()
        .filter(one -> stays(one, cnames))
        .filter(one -> findings.stream().noneMatch(one::same))
        .forEach(all::add);
    return all;
  }

  private static boolean stays(Finding before, List<CnameState> cnames) {
    return switch (before.code()) {
      case DELEGATION_ENDED -> true;
      case CNAMES_LEFT_BEHIND, DELEGATED_ELSEWHERE ->
          cnames.stream()
              .anyMatch(one -> one.state() == State.UNKNOWN && one.name().equals(before.subject()));
      default -> false;
    };
  }
}
