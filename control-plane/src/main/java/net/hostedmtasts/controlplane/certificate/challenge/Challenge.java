package net.hostedmtasts.controlplane.certificate.challenge;

/**
 * What an authority looks for at the policy host (RFC 8555, section 8).
 *
 * @param type {@code http-01} or {@code tls-alpn-01}
 * @param keyAuthorization the token and the thumbprint of the account's key
 */
public record Challenge(String type, String token, String keyAuthorization) {
  /** Whether an authority looks for it over plain HTTP. */
  public boolean isHttp() {
    return type.equals("http-01");
  }

  @Override
  public String toString() {
    return "Challenge[" + type + "]";
  }
}
