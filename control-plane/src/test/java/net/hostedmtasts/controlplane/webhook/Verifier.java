package net.hostedmtasts.controlplane.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver's side of Standard Webhooks ("Verifying signatures"), written from its text alone. */
public final class Verifier {
  private final byte[] key;

  /**
   * @param secret as its owner got it
   */
  public Verifier(String secret) {
    this.key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
  }

  /** Whether one of the signatures is that of this secret. */
  public boolean accepts(Map<String, String> headers, String body) {
    String signed = headers.get("webhook-id") + "." + headers.get("webhook-timestamp") + "." + body;
    byte[] expected = hmac(signed.getBytes(UTF_8));
    return Stream.of(String.valueOf(headers.get("webhook-signature")).split(" ", -1))
        .map(each -> each.split(",", 2))
        .filter(each -> each.length == 2 && each[0].equals("v1"))
        .anyMatch(each -> MessageDigest.isEqual(expected, Base64.getDecoder().decode(each[1])));
  }

  private byte[] hmac(byte[] signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
