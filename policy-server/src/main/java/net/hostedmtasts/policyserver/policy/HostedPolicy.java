package net.hostedmtasts.policyserver.policy;

import net.hostedmtasts.policyserver.topic.Revisioned;

/**
 * The policy held for one policy domain.
 *
 * @param document the finished policy, character for byte as it is sent, ASCII (RFC 8461, section
 *     3.2); empty when withdrawn
 */
public record HostedPolicy(long revision, boolean served, String document) implements Revisioned {
  static HostedPolicy withdrawn(long revision) {
    return new HostedPolicy(revision, false, "");
  }
}
