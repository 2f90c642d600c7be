package net.hostedmtasts.controlplane.dmarc;

import java.util.Optional;

/** Whether a domain's DMARC is monitored, as far as the gate before MTA-STS is concerned. */
public enum DmarcState {
  /** The owner has not switched it on. */
  OFF("off"),
  /** Switched on; the record, or the address in it, has not been seen yet. */
  WAITING("waiting"),
  /** Switched on, and reports are asked for by a record that counts for the domain. */
  ON("on");

  private final String value;

  DmarcState(String value) {
    this.value = value;
  }

  /** The name at the API. */
  public String value() {
    return value;
  }

  /**
   * The state after a look-up.
   *
   * @param intake the operator's address for reports, which must then be among those in the record
   */
  public static DmarcState of(
      boolean switchedOn, DmarcAnswer answer, Optional<ReportAddress> intake) {
    if (!switchedOn) {
      return OFF;
    }
    return monitored(answer, intake) ? ON : WAITING;
  }

  /** Whether somebody gets reports; not where that is not known. */
  static boolean monitored(DmarcAnswer answer, Optional<ReportAddress> intake) {
    return answer instanceof DmarcAnswer.Applies found
        && intake
            .map(address -> found.record().rua().contains(address))
            .orElse(!found.record().rua().isEmpty());
  }
}
