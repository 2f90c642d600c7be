package net.hostedmtasts.controlplane.certificate;

import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.jspecify.annotations.Nullable;

/** A local authority that remembers what it was asked, and can be as difficult as others are. */
final class CountingAuthority implements CertificateAuthority {
  private final CertificateAuthority local;
  private final List<CertificateRequest> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Boolean> gate = CompletableFuture.completedFuture(true);
  private volatile @Nullable NotIssued refusal;
  private volatile @Nullable PolicyHost instead;

  CountingAuthority(CertificateAuthority local) {
    this.local = local;
  }

  @Override
  public String name() {
    return local.name();
  }

  @Override
  public Uni<CertificateChain> issue(CertificateRequest request) {
    requests.add(request);
    NotIssued refused = refusal;
    if (refused != null) {
      return Uni.createFrom().failure(refused);
    }
    PolicyHost other = instead;
    CertificateRequest signed =
        other == null ? request : CertificateRequest.stored(other, request.der());
    return Uni.createFrom().completionStage(() -> gate).chain(() -> local.issue(signed));
  }

  /** Answers a certificate for {@code other}, with the key that was asked for. */
  CountingAuthority answersFor(PolicyHost other) {
    instead = other;
    return this;
  }

  /** Answers not before {@link #letGo}. */
  CountingAuthority heldBack() {
    gate = new CompletableFuture<>();
    return this;
  }

  void letGo() {
    gate.complete(true);
  }

  void refuseWith(NotIssued refused) {
    refusal = refused;
  }

  void refuseNoMore() {
    refusal = null;
  }

  int asked() {
    return requests.size();
  }

  List<CertificateRequest> requests() {
    return List.copyOf(requests);
  }

  void awaitAsked() {
    await().atMost(Duration.ofSeconds(20)).until(() -> !requests.isEmpty());
  }
}
