package net.hostedmtasts.controlplane.policy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The body of {@code /.well-known/mta-sts.txt} (RFC 8461, section 3.2), byte for byte as it is
 * served: pure ASCII, and nothing that the strictest sender refuses.
 */
public record PolicyDocument(String text) {
  private static final int MAX_OCTETS = 64 * 1024;
  private static final String LINE_END = "\r\n";

  public PolicyDocument {
    PolicyParser.parse(text);
  }

  /** Renders a policy: version, mode, mx, max_age; each line ends with CRLF. */
  public static PolicyDocument of(Policy policy) {
    StringBuilder text = new StringBuilder();
    line(text, "version", "STSv1");
    line(text, "mode", policy.mode().value());
    policy.mx().forEach(pattern -> line(text, "mx", pattern.value()));
    line(text, "max_age", Long.toString(policy.servedMaxAge().seconds()));
    return new PolicyDocument(text.toString());
  }

  /**
   * Reads a document found in the field as strictly as the strictest sender: the grammar of RFC
   * 8461, UTF-8, 64 KiB.
   *
   * @throws InvalidValue the rule says what is wrong
   */
  public static SeenPolicy parse(byte[] body) {
    if (body.length > MAX_OCTETS) {
      throw new InvalidValue("policy document", body.length + " octets", "at most 65536 octets");
    }
    try {
      return PolicyParser.parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidValue("policy document", "these octets", "text in UTF-8");
    }
  }

  /** Reads a document as {@link #parse(byte[])} does. */
  public static SeenPolicy parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The octets to serve. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void line(StringBuilder text, String field, String value) {
    text.append(field).append(": ").append(value).append(LINE_END);
  }
}
