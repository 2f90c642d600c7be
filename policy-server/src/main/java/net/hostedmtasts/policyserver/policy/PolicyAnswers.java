package net.hostedmtasts.policyserver.policy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import net.hostedmtasts.policyserver.policy.Answer.Status;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import org.jspecify.annotations.Nullable;

/** Decides what a request is answered. */
@Singleton
final class PolicyAnswers {
  static final String PATH = "/.well-known/mta-sts.txt";
  private static final String HOST_PREFIX = "mta-sts.";

  private final CurrentTables current;
  private final PolicyTopic policies;

  @Inject
  PolicyAnswers(CurrentTables current, PolicyTopic policies) {
    this.current = current;
    this.policies = policies;
  }

  /**
   * @param serverName the name that the TLS handshake was for, in lower case
   */
  Answer answer(String serverName, RequestHead head) {
    boolean isHead = head.method().equals("HEAD");
    Answer answer = answer(serverName, head, isHead || head.method().equals("GET"));
    return isHead ? answer.withoutBody() : answer;
  }

  private Answer answer(String serverName, RequestHead head, boolean reads) {
    if (!head.isFor(serverName)) {
      return Answer.of(Status.MISDIRECTED);
    }
    HostedPolicy policy = head.path().equals(PATH) ? held(serverName) : null;
    if (policy == null || !policy.served()) {
      return Answer.of(Status.NOT_FOUND);
    }
    if (!reads) {
      return Answer.of(Status.METHOD_NOT_ALLOWED);
    }
    return head.body()
        ? Answer.of(Status.BODY_REFUSED)
        : new Answer(Status.OK, policy.document(), true);
  }

  private @Nullable HostedPolicy held(String serverName) {
    return serverName.startsWith(HOST_PREFIX)
        ? current.tables().get(policies, serverName.substring(HOST_PREFIX.length()))
        : null;
  }
}
