package net.hostedmtasts.controlplane.policy;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * International names by UTS 46, nontransitional: "ß" stays "ß", as browsers and registries have
 * it.
 */
final class Idna {
  private static final IDNA UTS46 =
      IDNA.getUTS46Instance(
          IDNA.USE_STD3_RULES
              | IDNA.CHECK_BIDI
              | IDNA.CHECK_CONTEXTJ
              | IDNA.NONTRANSITIONAL_TO_ASCII
              | IDNA.NONTRANSITIONAL_TO_UNICODE);

  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7E]*");
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern ACE = Pattern.compile("(^|\\.)xn--");

  private Idna() {}

  /**
   * The name in lower case A-labels. What is not a name at all comes back as it is: the caller
   * checks the syntax.
   */
  static String toAscii(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (PLAIN.matcher(lower).matches() && !ACE.matcher(lower).find()) {
      return lower;
    }
    IDNA.Info info = new IDNA.Info();
    String ascii = UTS46.nameToASCII(name, new StringBuilder(), info).toString();
    if (!acceptable(info.getErrors()) || !labelsDecode(ascii)) {
      throw new InvalidValue(
          "domain name", name, "its labels must be valid international names (UTS 46)");
    }
    return ascii;
  }

  /** The name as people read it. */
  static String toUnicode(String ascii) {
    return UTS46.nameToUnicode(ascii, new StringBuilder(), new IDNA.Info()).toString();
  }

  // Hyphens in third and fourth place are common in ASCII host names; only U-labels may not have
  // them.
  private static boolean acceptable(Set<IDNA.Error> errors) {
    return EnumSet.of(IDNA.Error.HYPHEN_3_4).containsAll(errors);
  }

  private static boolean labelsDecode(String ascii) {
    return DOT.splitAsStream(ascii).allMatch(Idna::decodes);
  }

  private static boolean decodes(String label) {
    if (!label.startsWith("xn--")) {
      return true;
    }
    IDNA.Info info = new IDNA.Info();
    UTS46.labelToUnicode(label, new StringBuilder(), info);
    return !info.hasErrors();
  }
}
