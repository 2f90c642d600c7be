package net.hostedmtasts.controlplane.delegation;

import com.google.common.io.BaseEncoding;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/**
 * Names one hosted domain inside the service zone: 128 random bits in lower-case base32. Who
 * publishes it in a domain's DNS controls that domain, so it is never guessed and never given out
 * twice.
 */
public record DelegationLabel(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[a-z2-7]{26}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final BaseEncoding BASE32 = BaseEncoding.base32().lowerCase().omitPadding();

  public DelegationLabel {
    if (!SYNTAX.matcher(value).matches()) {
      throw new InvalidValue("delegation label", value, "26 characters of lower-case base32");
    }
  }

  public static DelegationLabel random() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return new DelegationLabel(BASE32.encode(bits));
  }
}
