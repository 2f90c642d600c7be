package net.hostedmtasts.controlplane.outside;

/** What makes a sending MTA refuse a policy host's certificate (RFC 8461, sections 3.3 and 4.2). */
public enum CertificateProblem {
  /** No DNS name of it stands for the policy host. */
  WRONG_NAME,
  EXPIRED,
  NOT_YET_VALID,
  /** It does not lead to a root that is trusted: self-signed, or an intermediate is missing. */
  UNTRUSTED
}
