package net.hostedmtasts.controlplane.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;

/** What the DNS is asked: the records of one type at one name, in the class IN. */
public record Question(OwnerName name, RecordType type) {

  Record record() {
    return Record.newRecord(name.name(), type.code(), DClass.IN);
  }

  @Override
  public String toString() {
    return name + " " + type;
  }
}
