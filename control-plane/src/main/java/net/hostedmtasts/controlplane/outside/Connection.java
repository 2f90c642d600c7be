package net.hostedmtasts.controlplane.outside;

import io.netty.channel.Channel;

/** The end of an attempt to connect. */
public sealed interface Connection {

  /** It is there; whoever asked for it closes it. */
  record Open(Channel channel) implements Connection {}

  /**
   * It is not.
   *
   * @param detail for people
   */
  record NotOpen(Reason reason, String detail) implements Connection {}

  /** Why there is no connection. */
  enum Reason {
    /** Nothing was sent: the address is not one of the public Internet. */
    ADDRESS_NOT_GLOBAL,
    /** The host is there, nobody listens. */
    REFUSED,
    TIMED_OUT,
    /** No way to the host. */
    UNREACHABLE
  }
}
