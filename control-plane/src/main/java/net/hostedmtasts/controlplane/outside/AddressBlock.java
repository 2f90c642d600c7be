package net.hostedmtasts.controlplane.outside;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;

/** Addresses with the same first bits: {@code 10.0.0.0/8}. */
record AddressBlock(boolean v4, BigInteger first, int bits) {

  static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress first = InetAddresses.forString(text.substring(0, slash));
    return new AddressBlock(
        first instanceof Inet4Address,
        new BigInteger(1, first.getAddress()),
        Integer.parseInt(text.substring(slash + 1)));
  }

  boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    int rest = octets.length * Byte.SIZE - bits;
    return v4 == (octets.length == 4)
        && new BigInteger(1, octets).shiftRight(rest).equals(first.shiftRight(rest));
  }
}
