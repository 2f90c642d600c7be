package net.hostedmtasts.controlplane.certificate.acme;

import java.net.URL;
import java.security.KeyPair;
import java.util.Optional;

/**
 * An account that the authority knows.
 *
 * @param caaIdentity the authority's name in CAA records, where it has one
 */
record Account(URL url, KeyPair keys, Optional<String> caaIdentity) {
  @Override
  public String toString() {
    return "Account[" + url + "]";
  }
}
