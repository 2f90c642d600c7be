package net.hostedmtasts.controlplane.certificate.order;

import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import net.hostedmtasts.controlplane.certificate.CertificateRequest;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.jspecify.annotations.Nullable;

/** A local authority that remembers what it was asked, and can be as difficult as others are. */
public final class CountingAuthority implements CertificateAuthority {
  private final CertificateAuthority local;
  private final List<CertificateRequest> requests = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Boolean> gate = CompletableFuture.completedFuture(true);
  private volatile @Nullable NotIssued refusal;
  private volatile @Nullable CertifiedHost instead;

  public CountingAuthority(CertificateAuthority local) {
    this.local = local;
  }

  @Override
  public String name() {
    return local.name();
  }

  @Override
  public Uni<OrderStep> step(OrderProgress order) {
    CertificateRequest request = order.request();
    requests.add(request);
    NotIssued refused = refusal;
    if (refused != null) {
      return Uni.createFrom().failure(refused);
    }
    CertifiedHost other = instead;
    CertificateRequest signed =
        other == null ? request : CertificateRequest.stored(other, request.der());
    return Uni.createFrom()
        .completionStage(() -> gate)
        .chain(
            () ->
                local.step(
                    new OrderProgress(
                        signed,
                        order.orderUrl(),
                        order.finalized(),
                        order.answered(),
                        order.told(),
                        order.replaces(),
                        order.challengeFailures())));
  }

  /** Answers a certificate for {@code other}, with the key that was asked for. */
  CountingAuthority answersFor(CertifiedHost other) {
    instead = other;
    return this;
  }

  /** Answers not before {@link #letGo}. */
  public CountingAuthority heldBack() {
    gate = new CompletableFuture<>();
    return this;
  }

  /** Answers what it was asked, and from now on at once. */
  public void letGo() {
    gate.complete(true);
  }

  public void refuseWith(NotIssued refused) {
    refusal = refused;
  }

  void refuseNoMore() {
    refusal = null;
  }

  int asked() {
    return requests.size();
  }

  public List<CertificateRequest> requests() {
    return List.copyOf(requests);
  }

  /** Waits until it was asked once. */
  public void awaitAsked() {
    await().atMost(Duration.ofSeconds(20)).until(() -> !requests.isEmpty());
  }
}
