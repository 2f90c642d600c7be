package net.hostedmtasts.controlplane.dns;

import java.util.Arrays;
import java.util.Optional;
import org.xbill.DNS.Type;

/** The types of records that are asked for. */
public enum RecordType {
  A(Type.A),
  AAAA(Type.AAAA),
  CNAME(Type.CNAME),
  MX(Type.MX),
  NS(Type.NS),
  SOA(Type.SOA),
  TXT(Type.TXT),
  CAA(Type.CAA);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<RecordType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }
}
