package net.hostedmtasts.policyserver.policy;

/** Character classes of HTTP (RFC 9110, section 5). */
final class HttpSyntax {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private HttpSyntax() {}

  static boolean isToken(String text) {
    if (text.isEmpty()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  /** Printable ASCII without space, at least one. */
  static boolean isVisible(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  /** No control characters but the tab. */
  static boolean isFieldValue(String text) {
    return text.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c != 0x7f));
  }
}
