package net.hostedmtasts.controlplane.certificate;

import io.smallrye.mutiny.Uni;

/**
 * Signs certificates of policy hosts. What it takes is milliseconds or minutes, so the caller holds
 * no transaction meanwhile; the same request asked again goes on where an attempt stopped.
 */
public interface CertificateAuthority {

  /** Names the authority in the database and in metrics: short, lower case, never changed. */
  String name();

  /**
   * The chain for a request. It comes on any thread.
   *
   * @return fails with {@link NotIssued} where the authority refuses or cannot now; any other
   *     failure is a bug
   */
  Uni<CertificateChain> issue(CertificateRequest request);
}
