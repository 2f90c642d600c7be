package net.hostedmtasts.controlplane.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;

/** Turns one record of a message into a value. */
final class ReceivedRecord {
  private ReceivedRecord() {}

  /** Empty for types that nobody asks for, as signatures. */
  static Optional<DnsRecord> read(Record record) {
    return Optional.of(record)
        .filter(one -> one.getDClass() == DClass.IN)
        .flatMap(one -> RecordType.of(one.getType()))
        .flatMap(
            type ->
                data(record)
                    .map(
                        data ->
                            new DnsRecord(
                                OwnerName.of(record.getName()),
                                type,
                                Duration.ofSeconds(record.getTTL()),
                                data)));
  }

  // Java 17 has no switch over types.
  private static Optional<RecordData> data(Record record) {
    if (record instanceof ARecord a) {
      return Optional.of(new RecordData.Address(a.getAddress()));
    }
    if (record instanceof AAAARecord aaaa) {
      return Optional.of(new RecordData.Address(aaaa.getAddress()));
    }
    if (record instanceof CNAMERecord cname) {
      return Optional.of(new RecordData.Name(OwnerName.of(cname.getTarget())));
    }
    if (record instanceof NSRecord ns) {
      return Optional.of(new RecordData.Name(OwnerName.of(ns.getTarget())));
    }
    if (record instanceof MXRecord mx) {
      return Optional.of(new RecordData.Mx(mx.getPriority(), OwnerName.of(mx.getTarget())));
    }
    return text(record);
  }

  private static Optional<RecordData> text(Record record) {
    if (record instanceof TXTRecord txt) {
      return Optional.of(new RecordData.Text(joined(txt.getStringsAsByteArrays())));
    }
    if (record instanceof CAARecord caa) {
      return Optional.of(new RecordData.Caa(caa.getFlags(), caa.getTag(), caa.getValue()));
    }
    if (record instanceof SOARecord soa) {
      return Optional.of(
          new RecordData.Soa(
              OwnerName.of(soa.getHost()), soa.getSerial(), Duration.ofSeconds(soa.getMinimum())));
    }
    return Optional.empty();
  }

  private static String joined(List<byte[]> strings) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    strings.forEach(all::writeBytes);
    return all.toString(StandardCharsets.UTF_8);
  }
}
