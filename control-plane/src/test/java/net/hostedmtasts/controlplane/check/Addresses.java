package net.hostedmtasts.controlplane.check;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of the documentation's networks. */
final class Addresses {
  private Addresses() {}

  static InetAddress of(int... octets) {
    byte[] bytes = new byte[octets.length];
    for (int at = 0; at < octets.length; at++) {
      bytes[at] = (byte) octets[at];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 2001:db8::1. */
  static InetAddress v6() {
    return of(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
  }
}
