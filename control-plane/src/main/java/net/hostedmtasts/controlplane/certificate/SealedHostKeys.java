package net.hostedmtasts.controlplane.certificate;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedColumns;
import net.hostedmtasts.controlplane.sealing.SealedRows;

/** Where private keys of policy hosts are kept. */
final class SealedHostKeys {
  private SealedHostKeys() {}

  @Produces
  @Singleton
  static SealedRows ofCertificates(KeyEncryption atRest) {
    return new SealedColumns(atRest, "certificate", "id", "policy_host", HostKey::owner);
  }

  @Produces
  @Singleton
  static SealedRows ofOrders(KeyEncryption atRest) {
    return new SealedColumns(
        atRest, "certificate_order", "policy_host", "policy_host", HostKey::owner);
  }
}
