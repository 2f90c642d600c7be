package net.hostedmtasts.controlplane.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A file of the page, ready to be sent. */
final class SiteFile {
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "html", "text/html; charset=utf-8");

  private final byte[] plain;
  private final byte[] compressed;
  private final String mediaType;

  private SiteFile(byte[] plain, String mediaType) {
    this.plain = plain;
    this.compressed = gzip(plain);
    this.mediaType = mediaType;
  }

  /**
   * Compresses it once.
   *
   * @param name its last part tells the media type
   */
  static SiteFile of(String name, byte[] plain) {
    String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (mediaType == null) {
      throw new IllegalArgumentException("A file of the page has a known ending: " + name);
    }
    return new SiteFile(plain, mediaType);
  }

  /** Its octets, which nobody may change. */
  byte[] plain() {
    return plain;
  }

  /** The same in gzip. */
  byte[] compressed() {
    return compressed;
  }

  /** For {@code Content-Type}. */
  String mediaType() {
    return mediaType;
  }

  String text() {
    return new String(plain, StandardCharsets.UTF_8);
  }

  /** As the Content Security Policy names a script, without quotes. */
  static String sha256(byte[] octets) {
    return Base64.getEncoder().encodeToString(digest().digest(octets));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new Smallest(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** It is done once and sent often. */
  private static final class Smallest extends GZIPOutputStream {
    Smallest(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
