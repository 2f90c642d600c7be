package net.hostedmtasts.controlplane.outside;

import java.util.Locale;

/** Reads {@code Content-Type} (RFC 9110, section 8.3). */
final class MediaTypes {
  private MediaTypes() {}

  static String withoutParameters(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
