package net.hostedmtasts.controlplane.certificate.local;

import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.controlplane.certificate.CertificateChain;
import net.hostedmtasts.controlplane.certificate.CertificateRequest;
import net.hostedmtasts.controlplane.certificate.CertificateSettings;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedRows;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;

/** Local authorities for the tests of other packages. */
public final class LocalAuthorities {
  /** The entity's name, for a session factory. */
  public static final String ENTITY = AuthorityRow.class.getName();

  private LocalAuthorities() {}

  /** One that has not started yet. */
  public static CertificateAuthority of(
      OwnTransaction transactions,
      KeyEncryption atRest,
      CertificateSettings settings,
      Clock clock) {
    return new LocalAuthority(transactions, new AuthorityRows(), atRest, settings, clock);
  }

  /** Where their keys are kept. */
  public static SealedRows rows(KeyEncryption keys) {
    return new SealedAuthority(keys);
  }

  /** A chain of a new authority, without any database. */
  public static CertificateChain sign(
      KeyEncryption atRest, CertificateRequest request, Duration lifetime, Instant now) {
    return Signer.open(Signer.make(atRest, now), atRest).sign(request, lifetime, now);
  }

  /** Does what the start of the service does. */
  public static void start(CertificateAuthority authority) {
    ((LocalAuthority) authority).start(new StartupEvent());
  }
}
