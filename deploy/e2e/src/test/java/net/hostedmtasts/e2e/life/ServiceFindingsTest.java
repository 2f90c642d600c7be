package net.hostedmtasts.e2e.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.TopicClient;
import net.hostedmtasts.standalone.ServiceProcess;
import org.junit.jupiter.api.Test;

/** What is told about the service itself, each finding by a test of its name. */
class ServiceFindingsTest {
  private static final Duration THREE_DAYS = Duration.ofHours(73);
  private static final long A_SECOND = 1_000_000;

  private final Pair pair = LifePair.get();
  private final Watched domain = Watched.add(pair);

  @Test
  void verification_timed_out() {
    domain.enable().awaitCnames("not_seen", "not_seen");

    PassedTime.sinceEnabled(domain, THREE_DAYS);

    domain
        .awaitStatus("error")
        .awaitFinding("verification-timed-out")
        .severity("error")
        .about(domain.domain())
        .expecting("72 hours")
        .foundNothing()
        .advises("could not be verified within 72 hours");
    domain.delegate().awaitStatus("active").awaitNo("verification-timed-out");
  }

  /** No record is wrong: a status of error has a reason all the same. */
  @Test
  void verification_timed_out_where_the_service_itself_is_late() {
    domain.delegate();
    edges(ServiceProcess::pause);
    try {
      domain.enable().awaitCnames("seen", "seen");
      PassedTime.sinceEnabled(domain, THREE_DAYS);

      domain
          .awaitStatus("error")
          .awaitFinding("verification-timed-out")
          .severity("error")
          .about(domain.domain())
          .advises("your operator");
    } finally {
      edges(ServiceProcess::resume);
    }
    domain.awaitStatus("active").awaitNo("verification-timed-out");
  }

  private void edges(Consumer<ServiceProcess> signal) {
    pair.edges(2).forEach(edge -> signal.accept(edge.edge().instance().process()));
  }

  /** What the topics look like to a database that was put back to an older state. */
  @Test
  void restored() {
    domain.activate();
    JsonNode policy = pair.topics().read(TopicClient.POLICIES, domain.domain());
    ObjectNode newer = policy.deepCopy();
    newer.put("revision", policy.path("revision").asLong() + A_SECOND);

    pair.topics().write(TopicClient.POLICIES, domain.domain(), newer);

    domain
        .awaitFinding("restored")
        .severity("error")
        .about(domain.domain())
        .expectingNothingParticular()
        .foundNothing()
        .advises("save it again");
    domain.enable(Policies.testing("mx8.mail.test")).awaitNo("restored").awaitStatus("active");
  }
}
