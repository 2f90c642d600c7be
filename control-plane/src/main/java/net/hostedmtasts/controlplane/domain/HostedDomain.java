package net.hostedmtasts.controlplane.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.delegation.Delegation;
import net.hostedmtasts.controlplane.delegation.DelegationLabel;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyId;
import org.jspecify.annotations.Nullable;

/** A policy domain that a tenant has added, with its configuration and where it stands. */
@Entity
@Table(name = "hosted_domain")
public class HostedDomain {
  /** So many tags a domain has at most. */
  public static final int MOST_TAGS = 20;

  private static final String NOTHING_SEEN = "{\"hosts\":[]}";

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

  @Column(name = "caa_changed_at")
  private @Nullable Instant caaChangedAt;

  @Column(name = "caa_live_at")
  private @Nullable Instant caaLiveAt;

  @Enumerated(EnumType.STRING)
  private DomainStatus status;

  @Column(name = "status_since")
  private Instant statusSince;

  private long version;

  @Column(name = "newest_version")
  private long newestVersion;

  @Embedded private ConfigurationColumns wanted = ConfigurationColumns.none();

  // Hibernate keeps no object for columns that are all null.
  @Embedded private @Nullable PolicyIds ids;
  @Embedded private @Nullable Verification verification;

  @Column(name = "records_ready_at")
  private @Nullable Instant recordsReadyAt;

  @Column(name = "testing_since")
  private @Nullable Instant testingSince;

  @Column(name = "winding_down_until")
  private @Nullable Instant windingDownUntil;

  @Column(name = "mx_following")
  private String mxFollowing = NOTHING_SEEN;

  @Column(name = "dmarc_monitoring")
  private boolean dmarcMonitoring;

  private String[] tags = {};

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
    return wanted.configuration();
  }

  /** With the source {@code auto}: the hosts that DNS named. */
  public List<MxPattern> mxHosts() {
    return wanted.mxHosts();
  }

  /** Whether it is known what the policy lists: with {@code auto} not before both sides agreed. */
  public boolean mxKnown() {
    return configuration().filter(now -> now.source() == MxSource.PINNED).isPresent()
        || !mxFollowing.equals(NOTHING_SEEN);
  }

  /** When each host that the policy follows was seen, as JSON; the package mx reads it. */
  public String mxFollowing() {
    return mxFollowing;
  }

  /**
   * The policy to serve: while winding down it is {@code none}, with its {@code mx} lines kept (RFC
   * 8461, section 8.3).
   */
  public Optional<Policy> policy() {
    return configuration()
        .map(
            configured ->
                new Policy(
                    status == DomainStatus.INACTIVE ? Mode.NONE : configured.mode(),
                    configured.maxAge(),
                    configured.policy(mxHosts()).mx()));
  }

  /** The ids of the policy. */
  public PolicyIds ids() {
    // A read must not set the field: Hibernate would write the whole row, as it was when it was
    // read
    // without its lock, over what somebody has changed since.
    return ids == null ? new PolicyIds() : ids;
  }

  /** What checks have seen. */
  public Verification verification() {
    return verification == null ? new Verification() : verification;
  }

  public @Nullable Instant recordsReadyAt() {
    return recordsReadyAt;
  }

  /** The first TXT record under mode {@code testing} that was checked, since enabling. */
  public @Nullable Instant testingSince() {
    return testingSince;
  }

  public @Nullable Instant windingDownUntil() {
    return windingDownUntil;
  }

  /** Disabled, and sending MTAs may still hold what was served. */
  public boolean windingDown() {
    return status == DomainStatus.INACTIVE && windingDownUntil != null;
  }

  /** Policy and certificate belong on the edges. */
  public boolean served() {
    return verification().delegatedAt() != null
        && (status != DomainStatus.INACTIVE || windingDown());
  }

  /** The owner has taken it off the list; its label is kept, and nothing else is done for it. */
  public boolean removed() {
    return removedAt != null;
  }

  /** Whether the owner has switched DMARC monitoring on. */
  public boolean dmarcMonitoring() {
    return dmarcMonitoring;
  }

  /** The words by which its owner groups it, in their order. */
  public List<Tag> tags() {
    return Arrays.stream(tags).map(Tag::new).toList();
  }

  // What the owner does.

  /** Groups it by these words alone; one that is named twice counts once. */
  public void tag(Collection<Tag> words) {
    if (words.size() > MOST_TAGS) {
      throw new InvalidValue("list of tags", words.size() + " tags", "at most " + MOST_TAGS);
    }
    tags = words.stream().distinct().sorted().map(Tag::value).toArray(String[]::new);
  }

  /** Saves, and enables where it is inactive. */
  public void configure(Configuration next, List<MxPattern> hosts, Instant now) {
    if (!configuration().equals(Optional.of(next)) || status == DomainStatus.INACTIVE) {
      version++;
      newestVersion++;
    } else if (!mxHosts().equals(hosts)) {
      newestVersion++;
    }
    wanted = ConfigurationColumns.of(next, hosts);
    if (next.source() == MxSource.PINNED) {
      mxFollowing = NOTHING_SEEN;
    }
    windingDownUntil = null;
    changedIds().stay();
    if (status == DomainStatus.INACTIVE) {
      changedVerification().enabled(now);
      become(DomainStatus.VERIFYING, now);
    }
    seePending();
  }

  /**
   * Stops; what senders may hold is wound down first.
   *
   * @param heldUntil until when they may, as far as it is known now
   */
  public void disable(Instant heldUntil, Instant now) {
    version++;
    newestVersion++;
    become(DomainStatus.INACTIVE, now);
    testingSince = null;
    if (ids().released().isPresent()) {
      windingDownUntil = heldUntil;
    } else {
      forget();
    }
    seePending();
  }

  public void monitorDmarc(boolean on) {
    dmarcMonitoring = on;
  }

  void remove(Instant now) {
    removedAt = now;
    pending = false;
  }

  // What checks see.

  /** Both CNAME records carry this domain's label. */
  public void delegationSeen(Duration ttl, Instant now) {
    changedVerification().seen(ttl, now);
  }

  /** The CNAME records have gone, or lead elsewhere. */
  public void delegationLost(Instant now) {
    changedVerification().lost(now);
  }

  /** The certificate of the policy host is published. */
  public void certified(Instant now) {
    changedVerification().certified(now);
  }

  /** A sending MTA would find everything well. */
  public void verified(Instant now) {
    changedVerification().checked(now);
    if (testingSince == null
        && policy().filter(shown -> shown.mode() == Mode.TESTING).isPresent()) {
      testingSince = now;
    }
    become(DomainStatus.ACTIVE, now);
  }

  /** Something is wrong that a person has to mend. */
  public void failed(Instant now) {
    become(DomainStatus.ERROR, now);
  }

  /** What was wrong is mended, and the way to {@code active} goes on. */
  public void verifying(Instant now) {
    become(DomainStatus.VERIFYING, now);
  }

  /**
   * Other MX hosts, with the source {@code auto}.
   *
   * @param following when each was seen, as JSON
   */
  public void follow(List<MxPattern> hosts, String following) {
    mxFollowing = following;
    if (!hosts.equals(mxHosts())) {
      wanted = ConfigurationColumns.of(configuration().orElseThrow(), hosts);
      newestVersion++;
    }
  }

  /**
   * The policy that {@code before} served is this domain's now. What was released of it has to be
   * wound down here, also where nothing of this domain's own ever is.
   */
  public void takeOver(HostedDomain before) {
    changedIds().inherit(before.ids());
  }

  /**
   * Ends at once: the owner has moved the CNAME records to another tenant's label, or has left
   * without disabling and no sender can hold anything any more.
   */
  public void leave(Instant now) {
    newestVersion++;
    become(DomainStatus.INACTIVE, now);
    forget();
    seePending();
  }

  // The way to the edges.

  /** Resolvers may remember other CAA records than those that are published now. */
  public void caaChanged(Instant now) {
    caaChangedAt = now;
    caaLiveAt = null;
  }

  /** Every edge answers the CAA records that are published now. */
  public void caaLive(Instant now) {
    if (caaLiveAt == null) {
      caaLiveAt = now;
    }
  }

  /** When its CAA records were changed; null where they are those of the beginning. */
  public @Nullable Instant caaChangedAt() {
    return caaChangedAt;
  }

  /** Since when every edge answers the changed ones; null while that is not so. */
  public @Nullable Instant caaLiveAt() {
    return caaLiveAt;
  }

  /**
   * A policy was published: its id waits, unless this revision has one already. Enabling again asks
   * for another one, also where the document stayed: its TXT record may be gone.
   */
  public void published(long revision, Instant now) {
    boolean enabledAgain =
        status == DomainStatus.VERIFYING
            && verification().checkedAt() == null
            && ids().waiting().isEmpty()
            && ids().liveAt() != null
            && before(ids().liveAt(), verification().enabledAt());
    if (!ids().belongTo(revision) || enabledAgain) {
      changedIds().await(revision, now);
      seePending();
    }
  }

  private static boolean before(@Nullable Instant one, @Nullable Instant other) {
    return one != null && other != null && !one.isAfter(other);
  }

  /**
   * Gives the policy another id, because a silent edge may have served an older policy under the
   * present one.
   */
  public void freshId(Instant now) {
    changedIds().refresh(now);
    seePending();
  }

  public void recordsReady(Instant now) {
    recordsReadyAt = now;
    seePending();
  }

  /** The waiting id goes into the TXT record, for a policy that every edge has in this revision. */
  public PolicyId releaseId(long revision, Instant now) {
    return changedIds().release(revision, now);
  }

  /** The released id is on every edge. */
  public void idLive(Instant now) {
    changedIds().live(now);
    seePending();
  }

  /** What senders may hold is known better: the wind-down ends then. */
  public void windDownUntil(Instant heldUntil) {
    if (windingDown()) {
      windingDownUntil = heldUntil;
    }
  }

  /** The TXT record has gone from every edge; policy and certificate follow after its TTL. */
  public void idWithdrawn(Instant now) {
    changedIds().withdrawn(now);
  }

  /** Nothing is served any more. */
  public void woundDown() {
    forget();
    seePending();
  }

  private PolicyIds changedIds() {
    if (ids == null) {
      ids = new PolicyIds();
    }
    return ids;
  }

  private Verification changedVerification() {
    if (verification == null) {
      verification = new Verification();
    }
    return verification;
  }

  private void forget() {
    changedIds().forget();
    changedVerification().ended();
    windingDownUntil = null;
    testingSince = null;
  }

  private void seePending() {
    pending =
        recordsReadyAt == null
            || ids().waiting().isPresent()
            || (ids().released().isPresent() && ids().liveAt() == null)
            || windingDownUntil != null;
  }

  private void become(DomainStatus next, Instant now) {
    if (status != next) {
      status = next;
      statusSince = now;
    }
  }
}
