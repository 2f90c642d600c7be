package net.hostedmtasts.controlplane.certificate.acme;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedColumns;
import net.hostedmtasts.controlplane.sealing.SealedRows;

/** Where account keys are kept. */
final class SealedAccountKeys {
  private SealedAccountKeys() {}

  @Produces
  @Singleton
  static SealedRows ofAccounts(KeyEncryption atRest) {
    return new SealedColumns(atRest, "acme_account", "authority", "authority", AccountKey::owner);
  }
}
