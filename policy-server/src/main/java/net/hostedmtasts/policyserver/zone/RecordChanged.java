package net.hostedmtasts.policyserver.zone;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.hostedmtasts.policyserver.topic.State;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/** The value as it is written: deploy/contract/schemas/record-changed.json. */
record RecordChanged(
    @Nullable Long revision,
    @Nullable State state,
    @Nullable Integer addressTtl,
    @Nullable List<@Nullable Caa> caa,
    @Nullable Integer caaTtl,
    @Nullable MtaSts mtaSts) {
  static final int MAX_CAA = 16;
  static final int MAX_TTL = 86_400;

  HostedRecord toRecord(CaaSets caaSets) throws UnreadableRecord {
    if (revision == null || state == null) {
      throw new UnreadableRecord("revision or state missing");
    }
    return switch (state) {
      case WITHDRAWN -> new HostedRecord.Withdrawn(revision);
      case SERVED -> served(revision, caaSets);
    };
  }

  private HostedRecord served(long number, CaaSets caaSets) throws UnreadableRecord {
    return new HostedRecord.Served(
        number,
        ttl("address_ttl", addressTtl),
        caaSets.shared(caaRecords()),
        mtaSts == null ? null : mtaSts.toTxt(),
        null);
  }

  private RrSet caaRecords() throws UnreadableRecord {
    if (caa == null || caa.size() > MAX_CAA) {
      throw new UnreadableRecord("caa missing or more than " + MAX_CAA);
    }
    List<byte[]> rdata = new ArrayList<>(caa.size());
    for (Caa record : caa) {
      if (record == null) {
        throw new UnreadableRecord("caa holds a null");
      }
      rdata.add(record.toRdata());
    }
    return new RrSet(Type.CAA, ttl("caa_ttl", caaTtl), rdata);
  }

  private static int ttl(String field, @Nullable Integer seconds) throws UnreadableRecord {
    if (seconds == null || seconds < 1 || seconds > MAX_TTL) {
      throw new UnreadableRecord(field + " missing or not 1 to " + MAX_TTL);
    }
    return seconds;
  }

  record Caa(@Nullable Integer flags, @Nullable String tag, @Nullable String value) {
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9]{1,15}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,1024}");

    byte[] toRdata() throws UnreadableRecord {
      if (flags == null || flags < 0 || flags > 255) {
        throw new UnreadableRecord("caa flags missing or not 0 to 255");
      }
      if (tag == null || !TAG.matcher(tag).matches()) {
        throw new UnreadableRecord("caa tag missing or malformed");
      }
      if (value == null || !VALUE.matcher(value).matches()) {
        throw new UnreadableRecord("caa value missing or malformed");
      }
      return Rdata.caa(flags, tag, value);
    }
  }

  record MtaSts(
      @Nullable String text,
      @Nullable Integer ttl,
      @Nullable String policyDomain,
      @Nullable Long policyRevision) {
    private static final Pattern TEXT = Pattern.compile("v=STSv1; id=[A-Za-z0-9]{1,32};");
    private static final int MAX_DOMAIN = 242;

    MtaStsTxt toTxt() throws UnreadableRecord {
      if (text == null || !TEXT.matcher(text).matches()) {
        throw new UnreadableRecord("mta_sts text missing or malformed");
      }
      if (policyDomain == null || policyDomain.isEmpty() || policyDomain.length() > MAX_DOMAIN) {
        throw new UnreadableRecord("mta_sts policy_domain missing or too long");
      }
      if (policyRevision == null || policyRevision < 1 || policyRevision >= 1L << 53) {
        throw new UnreadableRecord("mta_sts policy_revision missing or not 1 to 2^53 - 1");
      }
      RrSet txt =
          new RrSet(Type.TXT, RecordChanged.ttl("mta_sts ttl", ttl), List.of(Rdata.txt(text)));
      return new MtaStsTxt(txt, policyDomain, policyRevision);
    }
  }
}
