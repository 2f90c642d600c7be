package net.hostedmtasts.policyserver.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;

/** Textual encodings of DER (RFC 7468). */
final class Pem {
  static final Pem CERTIFICATE = new Pem("CERTIFICATE");
  static final Pem PRIVATE_KEY = new Pem("PRIVATE KEY");

  private static final byte[] LINE_END = {'\n'};
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, LINE_END);

  private final byte[] begin;
  private final byte[] end;

  private Pem(String label) {
    this.begin = ("-----BEGIN " + label + "-----\n").getBytes(US_ASCII);
    this.end = ("\n-----END " + label + "-----\n").getBytes(US_ASCII);
  }

  byte[] encode(byte[] der) {
    byte[] body = LINES.encode(der);
    byte[] pem = new byte[begin.length + body.length + end.length];
    System.arraycopy(begin, 0, pem, 0, begin.length);
    System.arraycopy(body, 0, pem, begin.length, body.length);
    System.arraycopy(end, 0, pem, begin.length + body.length, end.length);
    return pem;
  }
}
