package net.hostedmtasts.standalone;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who signs the certificates of policy hosts. */
public sealed interface Signing {

  /** The control-plane itself. */
  record Local() implements Signing {}

  /**
   * An authority that speaks ACME, wherever it is.
   *
   * @param roots whom to trust about it, in place of the public roots
   */
  record Directory(URI directory, Optional<AcmeRoots> roots) implements Signing {}

  /**
   * Pebble, a small ACME authority for tests, beside the services. It keeps nothing over restarts.
   *
   * @param environment how difficult it is, as its own manual says
   * @param validity of its certificates
   * @param refused names that it signs nothing for
   * @param externalAccounts MAC keys in Base64url by their identifiers (RFC 8555, section 7.3.4);
   *     where there are some, every account has to be bound to one
   */
  record WithPebble(
      Map<String, String> environment,
      Optional<Duration> validity,
      List<String> refused,
      Map<String, String> externalAccounts)
      implements Signing {
    /** Copies what can change. */
    public WithPebble {
      environment = Map.copyOf(environment);
      refused = List.copyOf(refused);
      externalAccounts = Map.copyOf(externalAccounts);
    }

    /** One that any account is welcome at. */
    public WithPebble(
        Map<String, String> environment, Optional<Duration> validity, List<String> refused) {
      this(environment, validity, refused, Map.of());
    }

    @Override
    public String toString() {
      return "WithPebble[" + environment + "]";
    }

    /** One that signs for every name. */
    public WithPebble(Map<String, String> environment, Optional<Duration> validity) {
      this(environment, validity, List.of());
    }

    /** One that makes nothing harder than it is, with certificates that live for years. */
    static WithPebble friendly() {
      return new WithPebble(
          Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0"), Optional.empty());
    }
  }
}
