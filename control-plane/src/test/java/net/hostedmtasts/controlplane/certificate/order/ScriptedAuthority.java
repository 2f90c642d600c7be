package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import net.hostedmtasts.controlplane.certificate.NotIssued;

/** An authority that says what a test tells it, and remembers what it was asked. */
final class ScriptedAuthority implements CertificateAuthority {
  private final String name;
  private final CertificateAuthority local;
  private final Deque<Function<OrderProgress, Uni<OrderStep>>> script = new ArrayDeque<>();
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
