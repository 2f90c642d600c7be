package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.jspecify.annotations.Nullable;

/** An authority that says what a test tells it, and remembers what it was asked. */
final class ScriptedAuthority implements CertificateAuthority {
  private final String name;
  private final CertificateAuthority local;
  private final Deque<Function<OrderProgress, Uni<OrderStep>>> script = new ArrayDeque<>();
  private volatile AcmeSettings.@Nullable Limits limits;
  private volatile boolean account = true;
  private final List<OrderProgress> asked = new CopyOnWriteArrayList<>();

  /**
   * @param local signs in the end
   */
  ScriptedAuthority(String name, CertificateAuthority local) {
    this.name = name;
    this.local = local;
  }

  @Override
  public String name() {
    return name;
  }

  /** What it allows; without this it allows anything. */
  ScriptedAuthority allows(AcmeSettings.Limits some) {
    limits = some;
    return this;
  }

  /** Nobody knows its account before an order prepares it. */
  ScriptedAuthority withoutAccount() {
    account = false;
    return this;
  }

  @Override
  public Optional<AcmeSettings.Limits> limits() {
    return Optional.ofNullable(limits);
  }

  @Override
  public Uni<Void> prepare(CertifiedHost host) {
    return Uni.createFrom().voidItem().invoke(() -> account = true);
  }

  @Override
  public Optional<String> caaIssue() {
    return account
        ? Optional.of("ca.example; accounturi=https://ca.example/acct/1")
        : Optional.empty();
  }

  @Override
  public Uni<OrderStep> step(OrderProgress order) {
    asked.add(order);
    Function<OrderProgress, Uni<OrderStep>> next = script.poll();
    if (next == null) {
      throw new IllegalStateException(name + " was asked once more than expected: " + order);
    }
    return next.apply(order);
  }

  ScriptedAuthority says(OrderStep step) {
    script.add(order -> Uni.createFrom().item(step));
    return this;
  }

  ScriptedAuthority refuses(NotIssued why) {
    script.add(order -> Uni.createFrom().failure(why));
    return this;
  }

  ScriptedAuthority signs() {
    script.add(local::step);
    return this;
  }

  List<OrderProgress> asked() {
    return List.copyOf(asked);
  }
}
