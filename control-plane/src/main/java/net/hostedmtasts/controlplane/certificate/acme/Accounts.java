package net.hostedmtasts.controlplane.certificate.acme;

import io.smallrye.mutiny.Uni;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.WorkerThread;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;

/** The service's account at one authority: made once, kept with its key, found again after that. */
final class Accounts {
  private final String authority;
  private final AcmeSettings settings;
  private final AccountRows rows;
  private final KeyEncryption atRest;
  private final AcmeConnections connections;
  private volatile @Nullable Account known;

  Accounts(
      String authority,
      AcmeSettings settings,
      AccountRows rows,
      KeyEncryption atRest,
      AcmeConnections connections) {
    this.authority = authority;
    this.settings = settings;
    this.rows = rows;
    this.atRest = atRest;
    this.connections = connections;
  }

  /** The account as far as it is known without asking anybody. */
  Optional<Account> known() {
    return Optional.ofNullable(known);
  }

  /** The account; asks for it where there is none yet. Fails with {@link AcmeFailure}. */
  Uni<Account> get() {
    Account there = known;
    return there != null
        ? Uni.createFrom().item(there)
        : row().chain(this::open).invoke(account -> known = account);
  }

  /** The authority has forgotten the account: it is asked for again, with the same key. */
  Uni<Void> forget() {
    known = null;
    return rows.named(authority, null);
  }

  private Uni<AccountRow> row() {
    return rows.find(authority)
        .chain(
            row ->
                row != null
                    ? Uni.createFrom().item(requireSameDirectory(row))
                    : WorkerThread.run(() -> AccountKey.make(atRest, authority))
                        .chain(
                            key ->
                                rows.keepFirst(authority, settings.directory().toString(), key)));
  }

  // The key of one authority is not shown to another.
  private AccountRow requireSameDirectory(AccountRow row) {
    if (!row.directory().equals(settings.directory().toString())) {
      throw new IllegalStateException(
          "certificates.acme."
              + authority
              + ".directory was "
              + row.directory()
              + " when the account was made. Fix: give the other authority another name.");
    }
    return row;
  }

  private Uni<Account> open(AccountRow row) {
    return WorkerThread.run(() -> AccountKey.open(atRest, authority, row.sealedKey()))
        .chain(
            keys ->
                connections.call(
                    session ->
                        new Account(
                            row.url().isPresent() ? url(row.url().get()) : make(session, keys),
                            keys,
                            caaIdentity(session))))
        .call(
            account ->
                row.url().isPresent()
                    ? Uni.createFrom().voidItem()
                    : rows.named(authority, account.url().toString()));
  }

  private URL make(Session session, KeyPair keys) throws AcmeException {
    AccountBuilder account = new AccountBuilder().useKeyPair(keys);
    if (settings.agreeToTerms()) {
      account.agreeToTermsOfService();
    }
    settings.contacts().orElse(List.of()).forEach(account::addEmail);
    if (settings.externalAccount().isPresent()) {
      account.withKeyIdentifier(settings.externalAccount().get(), bindingKey());
    }
    return account.createLogin(session).getAccountLocation();
  }

  /** Read anew: a wrong key is replaced while the service runs. */
  private String bindingKey() {
    return BindingKey.read(authority, settings.externalAccountKeyFile().orElseThrow()).encoded();
  }

  private Optional<String> caaIdentity(Session session) throws AcmeException {
    return settings.caaIdentity().isPresent()
        ? settings.caaIdentity()
        : session.getMetadata().getCaaIdentities().stream().findFirst();
  }

  private static URL url(String text) {
    try {
      return URI.create(text).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("A stored account is no URL: " + text, e);
    }
  }
}
