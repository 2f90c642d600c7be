package net.hostedmtasts.controlplane.idempotency;

import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/**
 * The value of an {@code Idempotency-Key} header: 1 to 200 visible ASCII characters that the caller
 * makes up, a UUID for example.
 */
public record IdempotencyKey(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[\\x21-\\x7E]{1,200}");

  public IdempotencyKey {
    if (!SYNTAX.matcher(value).matches()) {
      throw new InvalidValue("Idempotency-Key", value, "1 to 200 visible ASCII characters");
    }
  }
}
