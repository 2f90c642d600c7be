package net.hostedmtasts.standalone.ownerdns;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Records as people write them. Every name is a whole one, with or without a final dot. */
final class RecordText {
  private static final Map<String, Integer> TYPES = new LinkedHashMap<>();
  private static final int MOST_RECORDS = 100;
  private static final int LONGEST_VALUE = 4_096;
  private static final int LONGEST_STRING = 255;
  private static final Duration LONGEST_TTL = Duration.ofDays(7);

  static {
    for (String type : "A AAAA CNAME MX TXT NS CAA SOA SRV TLSA HTTPS".split(" ", -1)) {
      TYPES.put(type, Type.value(type));
    }
  }

  private RecordText() {}

  /** A whole name, in lower case. */
  static Name name(String text) {
    try {
      return Name.fromString(text.strip(), Name.root).canonicalize();
    } catch (TextParseException e) {
      throw invalid("\"" + text + "\" is no name in the DNS: " + e.getMessage() + ".");
    }
  }

  /** A type by its name. */
  static int type(String text) {
    Integer type = TYPES.get(text.strip().toUpperCase(Locale.ROOT));
    if (type == null) {
      throw invalid("The type " + text + " is none of " + String.join(", ", TYPES.keySet()) + ".");
    }
    return type;
  }

  /** The records of one type at one name, from the text of each record's data. */
  static List<Record> records(Name owner, int type, Duration ttl, List<String> values) {
    if (values.isEmpty() || values.size() > MOST_RECORDS) {
      throw invalid("Give 1 to " + MOST_RECORDS + " values, one a line.");
    }
    if (ttl.isNegative() || ttl.compareTo(LONGEST_TTL) > 0) {
      throw invalid("The TTL is from 0 to " + LONGEST_TTL.toSeconds() + " seconds.");
    }
    List<Record> records = new ArrayList<>();
    for (String value : values) {
      Record record = record(owner, type, ttl, value.strip());
      if (!records.contains(record)) {
        records.add(record);
      }
    }
    return List.copyOf(records);
  }

  private static Record record(Name owner, int type, Duration ttl, String value) {
    if (value.isEmpty() || value.length() > LONGEST_VALUE) {
      throw invalid("A value has 1 to " + LONGEST_VALUE + " characters.");
    }
    String data = type == Type.TXT && !value.startsWith("\"") ? quoted(value) : value;
    try {
      return Record.fromString(owner, type, DClass.IN, ttl.toSeconds(), data, Name.root);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(
          "\"" + value + "\" is no data of " + Type.string(type) + ": " + e.getMessage() + ".");
    }
  }

  /** One text as the strings of a TXT record, which are joined without a space by who reads it. */
  private static String quoted(String text) {
    StringBuilder strings = new StringBuilder();
    for (int at = 0; at < text.length(); at += LONGEST_STRING) {
      String part = text.substring(at, Math.min(text.length(), at + LONGEST_STRING));
      strings.append('"').append(part.replace("\\", "\\\\").replace("\"", "\\\"")).append("\" ");
    }
    return strings.toString();
  }

  private static NotAccepted invalid(String message) {
    return new NotAccepted(NotAccepted.Reason.INVALID, message);
  }
}
