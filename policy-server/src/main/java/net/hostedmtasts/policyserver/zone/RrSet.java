package net.hostedmtasts.policyserver.zone;

import java.util.List;

/**
 * All records of one type at one name, ready to be copied into an answer (RFC 2181, section 5).
 *
 * @param ttl in seconds
 * @param rdata the RDATA of each record in wire form, without compression; never changed
 */
public record RrSet(int type, int ttl, List<byte[]> rdata) {
  public RrSet {
    rdata = List.copyOf(rdata);
  }

  RrSet withTtl(int other) {
    return new RrSet(type, other, rdata);
  }

  boolean isEmpty() {
    return rdata.isEmpty();
  }
}
