package net.hostedmtasts.controlplane.domain;

/**
 * Something that a person should know about a domain.
 *
 * @param code stable
 * @param severity {@code error} or {@code warning}
 * @param advice one sentence that says what to do
 */
public record Finding(String code, String severity, String advice) {

  /** The database is an older copy of itself, and the edges serve what it does not know. */
  static final Finding RESTORED =
      new Finding(
          "restored",
          "error",
          "The service was restored from a backup and the edges serve a newer policy than it knows:"
              + " check the configuration and save it again.");
}
