package net.hostedmtasts.controlplane.check;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.finding.StoredJson;
import org.jspecify.annotations.Nullable;

/** When a domain is checked next, and what its last check found. */
@Entity
@Table(name = "domain_check")
public class DomainCheck {
  private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};
  private static final TypeReference<List<CnameState>> CNAMES = new TypeReference<>() {};
  private static final TypeReference<List<MxHostState>> MX = new TypeReference<>() {};

  @Id
  @Column(name = "domain_id")
  private UUID domainId;

  @Column(name = "next_at")
  private @Nullable Instant nextAt;

  @Column(name = "claimed_until")
  private @Nullable Instant claimedUntil;

  private long claim;
  private int unchanged;

  @Column(name = "requested_at")
  private @Nullable Instant requestedAt;

  @Column(name = "checked_at")
  private @Nullable Instant checkedAt;

  private String findings = "[]";
  private String delegation = "[]";
  private String mx = "[]";

  // Lists read these, and no JSON.

  @SuppressWarnings("UnusedVariable")
  @Column(name = "mx_covered")
  private @Nullable Boolean mxCovered;

  @SuppressWarnings("UnusedVariable")
  private int errors;

  @SuppressWarnings("UnusedVariable")
  private int warnings;

  @SuppressWarnings("UnusedVariable")
  private int infos;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected DomainCheck() {}

  UUID domainId() {
    return domainId;
  }

  /** When the domain is checked next; null where nothing is to be checked. */
  public @Nullable Instant nextAt() {
    return nextAt;
  }

  /** When the last check ended; null before the first. */
  public @Nullable Instant checkedAt() {
    return checkedAt;
  }

  @Nullable Instant requestedAt() {
    return requestedAt;
  }

  /** Checks in a row that found the same. */
  int unchanged() {
    return unchanged;
  }

  /** What a person should know. */
  public List<Finding> findings() {
    return StoredJson.read(findings, FINDINGS);
  }

  /** The two CNAME records as the last check saw them. */
  public List<CnameState> cnames() {
    return StoredJson.read(delegation, CNAMES);
  }

  /** The live MX hosts as the last check saw them. */
  public List<MxHostState> mxHosts() {
    return StoredJson.read(mx, MX);
  }

  boolean holds(long claimed) {
    return claim == claimed;
  }

  /** Whether others are found, or the same as more or less serious: a reader is shown them. */
  boolean findsOther(List<Finding> next) {
    List<Finding> now = findings();
    return now.size() != next.size()
        || next.stream().anyMatch(one -> now.stream().noneMatch(one::sameAndAsSerious));
  }

  void settle(
      List<Finding> nextFindings, List<CnameState> cnames, List<MxHostState> mxHosts, Instant now) {
    unchanged = findsOther(nextFindings) ? 0 : unchanged + 1;
    findings = StoredJson.write(nextFindings);
    delegation = StoredJson.write(cnames);
    mx = StoredJson.write(mxHosts);
    mxCovered = mxHosts.isEmpty() ? null : mxHosts.stream().allMatch(MxHostState::covered);
    errors = count(nextFindings, Severity.ERROR);
    warnings = count(nextFindings, Severity.WARNING);
    infos = count(nextFindings, Severity.INFO);
    checkedAt = now;
  }

  private static int count(List<Finding> findings, Severity severity) {
    return (int) findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  /** Ends the claim. A check that was asked for meanwhile is made at its time. */
  void next(@Nullable Duration pause, Instant now) {
    if (Objects.equals(nextAt, claimedUntil)) {
      nextAt = pause == null ? null : now.plus(pause);
    }
    claimedUntil = null;
  }
}
