package net.hostedmtasts.policyserver.zone;

import java.util.Locale;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.TextParseException;

/** Names as settings give them. */
final class Names {
  private static final Pattern HOST_NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?\\.?");

  private Names() {}

  /** A host name of two labels or more, with or without the final dot. */
  static Name parse(String setting, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!HOST_NAME.matcher(lower).matches()) {
      throw new InvalidZone(setting, text, "write a host name, such as mta-sts.example.net");
    }
    try {
      return Name.fromString(lower, Name.root);
    } catch (TextParseException e) {
      throw new InvalidZone(setting, text, "labels have at most 63 letters, names 253");
    }
  }

  static Name below(String label, Name parent) {
    try {
      return Name.concatenate(Name.fromConstantString(label), parent);
    } catch (NameTooLongException e) {
      throw new InvalidZone("name", parent.toString(), "this name is too long for a zone");
    }
  }

  /** A mailbox as the SOA writes it (RFC 1035, section 8): its dots before the @ are no borders. */
  static Name mailbox(String setting, String text) {
    int at = text.indexOf('@');
    if (at < 1 || !text.substring(0, at).matches("[A-Za-z0-9._+-]{1,63}")) {
      throw new InvalidZone(setting, text, "write a mail address, such as hostmaster@example.net");
    }
    return below(text.substring(0, at).replace(".", "\\."), parse(setting, text.substring(at + 1)));
  }
}
