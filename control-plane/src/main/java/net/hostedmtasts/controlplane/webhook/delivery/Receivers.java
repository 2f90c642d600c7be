package net.hostedmtasts.controlplane.webhook.delivery;

import com.google.common.net.InetAddresses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.Question;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.outside.Connector;
import net.hostedmtasts.controlplane.webhook.WebhookUrl;
import org.jboss.logging.Logger;

/**
 * Finds the addresses of a receiver, once for each attempt: what was judged is what is connected
 * to. A name with one address that is not public is not meant for the public, and is not asked.
 */
@ApplicationScoped
class Receivers {
  private static final Logger LOG = Logger.getLogger(Receivers.class);

  /** The same whether it has none, or one of a private network. */
  private static final String NO_ADDRESS =
      "its name has no address of the public Internet, or another address besides";

  private static final int QUESTIONS = 8;
  private static final Duration TIME = Duration.ofSeconds(5);

  private final DnsLookup dns;
  private final Connector connector;

  Receivers(DnsLookup dns, Connector connector) {
    this.dns = dns;
    this.connector = connector;
  }

  /** Where a receiver is. */
  sealed interface Found {
    /** All of its addresses; each may be connected to. */
    record At(List<InetAddress> addresses) implements Found {
      public At {
        addresses = List.copyOf(addresses);
      }
    }

    /** Not to be connected to, for this reason. */
    record Nowhere(String why) implements Found {}
  }

  Uni<Found> find(WebhookUrl url) {
    return url.address()
        .map(address -> Uni.createFrom().item(judge(List.of(address))))
        .orElseGet(() -> lookUp(OwnerName.parse(url.host())));
  }

  private Uni<Found> lookUp(OwnerName host) {
    Budget budget = new Budget(0, 0, QUESTIONS, TIME);
    return Uni.combine()
        .all()
        .unis(
            dns.resolve(new Question(host, RecordType.A), budget),
            dns.resolve(new Question(host, RecordType.AAAA), budget))
        .asTuple()
        .map(both -> found(List.of(both.getItem1(), both.getItem2())));
  }

  private Found found(List<DnsAnswer> answers) {
    // Half an answer may hide the address because of which the name is not asked.
    Optional<DnsAnswer.NoAnswer> none = of(answers, DnsAnswer.NoAnswer.class).findFirst();
    if (none.isPresent()) {
      return new Found.Nowhere("the addresses of its name could not be looked up");
    }
    List<InetAddress> addresses =
        of(answers, DnsAnswer.Records.class)
            .flatMap(records -> records.data(RecordData.Address.class))
            .map(RecordData.Address::address)
            .distinct()
            .toList();
    return addresses.isEmpty() ? new Found.Nowhere(NO_ADDRESS) : judge(addresses);
  }

  private Found judge(List<InetAddress> addresses) {
    Optional<InetAddress> refused = connector.refused(addresses);
    // Which one it is would show strangers the inside of the operator's network.
    refused.ifPresent(
        address -> LOG.debugf("A webhook leads to %s", InetAddresses.toAddrString(address)));
    return refused.isPresent() ? new Found.Nowhere(NO_ADDRESS) : new Found.At(addresses);
  }

  private static <T> Stream<T> of(List<DnsAnswer> answers, Class<T> kind) {
    return answers.stream().filter(kind::isInstance).map(kind::cast);
  }
}
