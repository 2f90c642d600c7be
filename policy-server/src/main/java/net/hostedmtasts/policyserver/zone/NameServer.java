package net.hostedmtasts.policyserver.zone;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * One NS record.
 *
 * @param own its addresses, where they are not those of the edges
 */
record NameServer(Name name, @Nullable Addresses own) {
  private static final String SETTING = "name-servers";

  /** A name, or a name and its addresses, separated by spaces. */
  static NameServer parse(String text) {
    List<String> words = Arrays.asList(text.trim().split("\\s+"));
    Name name = Names.parse(SETTING, words.get(0));
    List<String> addresses = words.subList(1, words.size());
    return new NameServer(name, addresses.isEmpty() ? null : Addresses.of(SETTING, addresses));
  }

  static NameServer inZone(String label, Name zone) {
    return new NameServer(Names.below(label, zone), null);
  }
}
