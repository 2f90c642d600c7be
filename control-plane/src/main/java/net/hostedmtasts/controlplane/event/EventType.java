package net.hostedmtasts.controlplane.event;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** What kind of thing happened. */
public enum EventType {
  /** The status has changed. */
  STATUS("status"),
  /** A check has found something else than the one before, and the status stayed. */
  FINDINGS("findings"),
  /** A policy that follows the MX records lists one more host. */
  MX_WIDENED("mx-widened"),
  /** A live MX host is not in the policy. */
  MX_NOT_COVERED("mx-not-covered"),
  /** The CNAME records of a domain that is served have gone. */
  DELEGATION_LOST("delegation-lost"),
  /** The certificate ends soon and was not renewed. */
  CERTIFICATE_AT_RISK("certificate-at-risk"),
  /** Nothing of a disabled domain is served any more: the CNAME records may go. */
  WIND_DOWN_FINISHED("wind-down-finished");

  private final String value;

  EventType(String value) {
    this.value = value;
  }

  /** The name at the API and in the database. */
  public String value() {
    return value;
  }

  /** Reads {@link #value()}. */
  public static EventType parse(String text) {
    return Stream.of(values())
        .filter(type -> type.value.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValue(
                    "event type",
                    text,
                    Stream.of(values()).map(EventType::value).collect(Collectors.joining(", "))));
  }
}
