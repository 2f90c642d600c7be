package net.hostedmtasts.controlplane.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.delegation.Delegation;
import net.hostedmtasts.controlplane.delegation.DelegationLabel;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyId;
import org.jspecify.annotations.Nullable;

/** A policy domain that a tenant has added, with its configuration and its way to the edges. */
@Entity
@Table(name = "hosted_domain")
public class HostedDomain {
  @Id private UUID id;

  @Column(name = "tenant_id")
  private UUID tenantId;

  private String name;

  @Column(name = "unicode_name")
  private String unicodeName;

  private String label;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "removed_at")
  private @Nullable Instant removedAt;

  @Enumerated(EnumType.STRING)
  private DomainStatus status;

  @Column(name = "status_since")
  private Instant statusSince;

  private long version;

  @Column(name = "newest_version")
  private long newestVersion;

  private @Nullable String mode;

  @Column(name = "max_age")
  private @Nullable Long maxAge;

  @Column(name = "mx_source")
  private @Nullable String mxSource;

  @Column(name = "mx_patterns")
  private String[] mxPatterns = {};

  @Column(name = "mx_hosts")
  private String[] mxHosts = {};

  @Column(name = "policy_id")
  private @Nullable String policyId;

  @Column(name = "policy_id_revision")
  private @Nullable Long policyIdRevision;

  @Column(name = "waiting_id")
  private @Nullable String waitingId;

  @Column(name = "waiting_revision")
  private @Nullable Long waitingRevision;

  @Column(name = "waiting_since")
  private @Nullable Instant waitingSince;

  @Column(name = "fresh_id_at")
  private @Nullable Instant freshIdAt;

  @Column(name = "longest_enforce")
  private long longestEnforce;

  @Column(name = "records_ready_at")
  private @Nullable Instant recordsReadyAt;

  @Column(name = "policy_live_at")
  private @Nullable Instant policyLiveAt;

  @Column(name = "id_released_at")
  private @Nullable Instant idReleasedAt;

  @Column(name = "id_live_at")
  private @Nullable Instant idLiveAt;

  @Column(name = "winding_down_until")
  private @Nullable Instant windingDownUntil;

  @Column(name = "id_withdrawn_at")
  private @Nullable Instant idWithdrawnAt;

  @SuppressWarnings("UnusedVariable") // Queries read it.
  private boolean pending;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected HostedDomain() {}

  HostedDomain(UUID tenantId, PolicyDomain domain, Instant now) {
    this.id = UUID.randomUUID();
    this.tenantId = tenantId;
    this.name = domain.value();
    this.unicodeName = domain.unicode();
    this.label = DelegationLabel.random().value();
    this.createdAt = now;
    this.status = DomainStatus.INACTIVE;
    this.statusSince = now;
    this.pending = true;
  }

  // What is known.

  public UUID id() {
    return id;
  }

  public UUID tenantId() {
    return tenantId;
  }

  public PolicyDomain domain() {
    return PolicyDomain.parse(name);
  }

  public DelegationLabel label() {
    return new DelegationLabel(label);
  }

  public Delegation delegation(String zone) {
    return new Delegation(domain(), label(), zone);
  }

  public Instant createdAt() {
    return createdAt;
  }

  public DomainStatus status() {
    return status;
  }

  public Instant statusSince() {
    return statusSince;
  }

  public Version version() {
    return new Version(version);
  }

  /**
   * Number of the newest row of the history; automatic changes count here, not in {@link
   * #version()}.
   */
  public long newestVersion() {
    return newestVersion;
  }

  /** Empty until the owner has configured the domain once. */
  public Optional<Configuration> configuration() {
    if (mode == null || maxAge == null || mxSource == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Configuration(
            Mode.parse(mode),
            MaxAge.ofSeconds(maxAge),
            MxSource.parse(mxSource),
            patterns(mxPatterns)));
  }

  /** With the source {@code auto}: the hosts that DNS named. */
  public List<MxPattern> mxHosts() {
    return patterns(mxHosts);
  }

  /**
   * The policy to serve: while winding down it is {@code none}, with its {@code mx} lines kept (RFC
   * 8461, section 8.3).
   */
  public Optional<Policy> policy() {
    return configuration()
        .map(
            wanted ->
                new Policy(
                    status == DomainStatus.INACTIVE ? Mode.NONE : wanted.mode(),
                    wanted.maxAge(),
                    wanted.policy(mxHosts()).mx()));
  }

  /** The id in the TXT record that was released last. */
  public Optional<PolicyId> releasedId() {
    return Optional.ofNullable(policyId).map(PolicyId::new);
  }

  /** The policy revision that the released id belongs to. */
  public @Nullable Long releasedRevision() {
    return policyIdRevision;
  }

  /** The id that waits until every edge has its policy. */
  public Optional<PolicyId> waitingId() {
    return Optional.ofNullable(waitingId).map(PolicyId::new);
  }

  public @Nullable Instant waitingSince() {
    return waitingSince;
  }

  public @Nullable Instant recordsReadyAt() {
    return recordsReadyAt;
  }

  public @Nullable Instant policyLiveAt() {
    return policyLiveAt;
  }

  public @Nullable Instant idReleasedAt() {
    return idReleasedAt;
  }

  public @Nullable Instant idLiveAt() {
    return idLiveAt;
  }

  public @Nullable Instant windingDownUntil() {
    return windingDownUntil;
  }

  public @Nullable Instant idWithdrawnAt() {
    return idWithdrawnAt;
  }

  /**
   * Something was published that senders may hold, and the date until which they may has not
   * passed.
   */
  public boolean windingDown() {
    return status == DomainStatus.INACTIVE && windingDownUntil != null;
  }

  // What the owner does.

  void configure(Configuration wanted, List<MxPattern> hosts, Instant now) {
    if (!configuration().equals(Optional.of(wanted)) || status == DomainStatus.INACTIVE) {
      version++;
      newestVersion++;
    } else if (!mxHosts().equals(hosts)) {
      newestVersion++;
    }
    mode = wanted.mode().value();
    maxAge = wanted.maxAge().seconds();
    mxSource = wanted.source().value();
    mxPatterns = texts(wanted.patterns());
    mxHosts = texts(hosts);
    windingDownUntil = null;
    idWithdrawnAt = null;
    if (wanted.mode() == Mode.ENFORCE) {
      longestEnforce = Math.max(longestEnforce, wanted.maxAge().seconds());
    }
    if (status == DomainStatus.INACTIVE) {
      become(DomainStatus.VERIFYING, now);
    }
    seePending();
  }

  /** Stops; what senders may hold is wound down first. */
  void disable(Duration atLeast, Instant now) {
    version++;
    newestVersion++;
    become(DomainStatus.INACTIVE, now);
    if (policyId == null) {
      forgetIds();
      longestEnforce = 0;
    } else {
      windingDownUntil = now.plus(heldAtMost(atLeast));
    }
    seePending();
  }

  void remove(Instant now) {
    removedAt = now;
    pending = false;
  }

  // The way to the edges.

  /**
   * A policy was published: its id waits, unless this revision has one already. Enabling again asks
   * for another one, also where the document stayed: its TXT record may be gone.
   */
  void published(long revision, Instant now) {
    boolean known =
        waitingId == null
            ? policyIdRevision != null && policyIdRevision == revision
            : waitingRevision != null && waitingRevision == revision;
    boolean enabledAgain =
        status == DomainStatus.VERIFYING && waitingId == null && idLiveAt != null;
    if (!known || enabledAgain) {
      await(revision, now);
    }
  }

  /**
   * Gives the policy another id, because a silent edge may have served an older policy under the
   * present one.
   */
  public void freshId(Instant now) {
    if (waitingId == null && policyIdRevision != null) {
      await(policyIdRevision, now);
      freshIdAt = now;
    }
  }

  public @Nullable Instant freshIdAt() {
    return freshIdAt;
  }

  private void await(long revision, Instant now) {
    waitingId = PolicyId.fresh(now).value();
    waitingRevision = revision;
    waitingSince = now;
    policyLiveAt = null;
    idReleasedAt = null;
    idLiveAt = null;
    seePending();
  }

  public void recordsReady(Instant now) {
    recordsReadyAt = now;
    seePending();
  }

  /** The waiting id goes into the TXT record, for a policy that every edge has in this revision. */
  public PolicyId releaseId(long revision, Instant now) {
    String released = waitingId == null ? policyId : waitingId;
    if (released == null) {
      throw new IllegalStateException("no id waits for " + name);
    }
    policyId = released;
    policyIdRevision = revision;
    waitingId = null;
    waitingRevision = null;
    waitingSince = null;
    policyLiveAt = now;
    idReleasedAt = now;
    return new PolicyId(released);
  }

  /** The released id is on every edge. */
  public void idLive(Duration windDownAtLeast, Duration txtTtl, Instant now) {
    idLiveAt = now;
    if (status == DomainStatus.INACTIVE) {
      // Senders may hold what was replaced only now; the date given at disabling was the earliest
      // possible.
      windingDownUntil = now.plus(heldAtMost(windDownAtLeast)).plus(txtTtl);
    } else if (status == DomainStatus.VERIFYING) {
      become(DomainStatus.ACTIVE, now);
    }
    seePending();
  }

  /** The TXT record has gone from every edge; policy and certificate follow after its TTL. */
  public void idWithdrawn(Instant now) {
    idWithdrawnAt = now;
  }

  /** Nothing is served any more. */
  public void woundDown() {
    forgetIds();
    windingDownUntil = null;
    idWithdrawnAt = null;
    longestEnforce = 0;
    seePending();
  }

  private Duration heldAtMost(Duration atLeast) {
    Duration enforced = Duration.ofSeconds(longestEnforce);
    return enforced.compareTo(atLeast) > 0 ? enforced : atLeast;
  }

  private void forgetIds() {
    policyId = null;
    policyIdRevision = null;
    waitingId = null;
    waitingRevision = null;
    waitingSince = null;
    policyLiveAt = null;
    idReleasedAt = null;
    idLiveAt = null;
  }

  private void seePending() {
    pending =
        recordsReadyAt == null
            || waitingId != null
            || (policyId != null && idLiveAt == null)
            || windingDownUntil != null
            || status == DomainStatus.VERIFYING;
  }

  private void become(DomainStatus next, Instant now) {
    status = next;
    statusSince = now;
  }

  private static String[] texts(List<MxPattern> patterns) {
    return patterns.stream().map(MxPattern::value).toArray(String[]::new);
  }

  private static List<MxPattern> patterns(String[] texts) {
    return Arrays.stream(texts).map(MxPattern::parse).toList();
  }
}
