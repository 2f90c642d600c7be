package net.hostedmtasts.controlplane.dmarc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/**
 * A DMARC record (RFC 9989, section 4.7), read as laxly as receivers do: unknown tags, spaces and
 * the order of tags do not matter, of a tag that stands twice the first counts.
 *
 * @param text as it was found
 * @param rua the mailboxes for aggregate reports; addresses that cannot be read are left out
 */
public record DmarcRecord(String text, Psd psd, List<ReportAddress> rua) {
  private static final Pattern VERSION = Pattern.compile("(?s)v\\s*+=\\s*+DMARC1\\s*+(;.*)?");
  private static final Pattern DELIMITER = Pattern.compile(";");
  private static final Pattern COMMA = Pattern.compile(",");
  // Of RFC 7489; reporters no longer look at it.
  private static final Pattern SIZE = Pattern.compile("!\\d*+[kmgtKMGT]?$");
  private static final String MAILTO = "mailto:";
  // Of another scheme; who knows it may send there.
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[!-~]+");
  private static final int MAX_LENGTH = 10_000;
  private static final int MOST_ADDRESSES = 50;

  /** What the domain is by its own word. */
  public enum Psd {
    /** Below it, everyone registers names of their own. */
    PUBLIC_SUFFIX,
    /** The domain of one organization. */
    ORGANIZATION,
    /** It does not say. */
    UNSAID
  }

  public DmarcRecord {
    rua = List.copyOf(rua);
  }

  /** Reads a TXT record; empty if it is none of DMARC. */
  public static Optional<DmarcRecord> read(String text) {
    if (text.length() > MAX_LENGTH || !VERSION.matcher(text).matches()) {
      return Optional.empty();
    }
    Map<String, String> tags = tags(text);
    return Optional.of(
        new DmarcRecord(
            text, psd(tags.getOrDefault("psd", "u")), addresses(tags.getOrDefault("rua", ""))));
  }

  /** The record among all TXT records at a name: with several of them there is none. */
  public static Optional<DmarcRecord> only(List<String> texts) {
    List<DmarcRecord> records =
        texts.stream().flatMap(text -> DmarcRecord.read(text).stream()).toList();
    return records.size() == 1 ? Optional.of(records.get(0)) : Optional.empty();
  }

  /**
   * The record that asks for one more mailbox, without those in the same tag that nobody can use,
   * and is otherwise the same.
   */
  String withReportsTo(ReportAddress address) {
    List<String> fields = new ArrayList<>();
    boolean added = rua.contains(address);
    for (String field : fields(text).toList()) {
      boolean first = !added && name(field).equals("rua");
      added |= first;
      fields.add(first ? added(field, address) : field);
    }
    if (!added) {
      fields.add("rua=" + address.uri());
    }
    return String.join("; ", fields) + ";";
  }

  private static String added(String field, ReportAddress address) {
    String value = value(field);
    return field.substring(0, field.length() - value.length())
        + Stream.concat(
                COMMA.splitAsStream(value).map(String::strip).filter(DmarcRecord::usable),
                Stream.of(address.uri()))
            .collect(Collectors.joining(","));
  }

  private static boolean usable(String uri) {
    return uri.regionMatches(true, 0, MAILTO, 0, MAILTO.length())
        ? address(uri).isPresent()
        : URI.matcher(uri).matches();
  }

  private static Stream<String> fields(String text) {
    return DELIMITER.splitAsStream(text).map(String::strip).filter(field -> !field.isEmpty());
  }

  private static Map<String, String> tags(String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    fields(text).forEach(field -> tags.putIfAbsent(name(field), value(field)));
    return tags;
  }

  private static String name(String field) {
    int equals = field.indexOf('=');
    return (equals < 0 ? "" : field.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
  }

  private static String value(String field) {
    return field.substring(field.indexOf('=') + 1).strip();
  }

  private static Psd psd(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "y" -> Psd.PUBLIC_SUFFIX;
      case "n" -> Psd.ORGANIZATION;
      default -> Psd.UNSAID;
    };
  }

  private static List<ReportAddress> addresses(String value) {
    return COMMA
        .splitAsStream(value)
        .flatMap(uri -> address(uri.strip()).stream())
        .distinct()
        .limit(MOST_ADDRESSES)
        .collect(Collectors.toList());
  }

  // In a record an address is a URI: without the scheme no reporter can use it.
  private static Optional<ReportAddress> address(String uri) {
    if (!uri.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
      return Optional.empty();
    }
    try {
      return Optional.of(ReportAddress.parse(SIZE.matcher(uri).replaceFirst("")));
    } catch (InvalidValue unusable) {
      return Optional.empty();
    }
  }
}
