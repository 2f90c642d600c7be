package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.hibernate.reactive.mutiny.Mutiny;

/** The rows of orders, written only by whoever has the turn. */
@Singleton
final class OrderRows {
  private final OwnTransaction transactions;

  OrderRows(OwnTransaction transactions) {
    this.transactions = transactions;
  }

  /** Another instance has the order now, or nobody wants it any more. */
  static final class TurnLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TurnLost(ClaimedOrder claimed) {
      super("The turn of " + claimed.host() + " is lost");
    }
  }

  <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> query) {
    return transactions.run(query);
  }

  /** Commits a change. Fails with {@link TurnLost} and changes nothing where the turn is over. */
  Uni<CertificateOrder> change(ClaimedOrder claimed, Consumer<CertificateOrder> change) {
    return change(
        claimed,
        (session, order) -> {
          change.accept(order);
          return Uni.createFrom().voidItem();
        });
  }

  /** The same with more to write in the transaction. */
  Uni<CertificateOrder> change(
      ClaimedOrder claimed, BiFunction<Mutiny.Session, CertificateOrder, Uni<Void>> change) {
    return transactions.run(
        session ->
            session
                .find(
                    CertificateOrder.class, claimed.host().value(), LockModeType.PESSIMISTIC_WRITE)
                .chain(
                    order -> {
                      if (order == null || !order.holds(claimed.claim())) {
                        return Uni.createFrom().failure(new TurnLost(claimed));
                      }
                      return change.apply(session, order).replaceWith(order);
                    }));
  }
}
