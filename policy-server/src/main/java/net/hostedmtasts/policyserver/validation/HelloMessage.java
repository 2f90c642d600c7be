package net.hostedmtasts.policyserver.validation;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first handshake message of a connection, put together from the records that it comes in (RFC
 * 8446, section 5.1). Looks at each octet once, however they arrive.
 *
 * <p>Netty's SslClientHelloHandler looks at all of them again with each segment, and ends
 * connections itself where a message is too large: here the TLS engine is to see whatever is no
 * plain ClientHello, as if nobody had looked before.
 */
final class HelloMessage {
  /** What is known so far. */
  enum State {
    MORE_TO_COME,
    COMPLETE,
    /** Not a ClientHello, or none of a size that the TLS engine takes. */
    OTHER
  }

  /** BoringSSL takes no larger one. */
  static final int MAX_BYTES = 16_384;

  /** Of records, so that a message in many small ones has a limit too. */
  static final int MAX_RECORD_BYTES = 2 * MAX_BYTES;

  private static final int RECORD_HEADER = 5;
  private static final int MESSAGE_HEADER = 4;
  private static final int HANDSHAKE = 22;
  private static final int MAJOR_VERSION = 3;
  private static final int CLIENT_HELLO = 1;

  private byte[] message = new byte[512];
  private int length;
  private int looked;

  /**
   * Looks at what has come since the last call.
   *
   * @param in everything since the beginning of the connection; it is not read from
   */
  State look(ByteBuf in) {
    while (in.readableBytes() - looked >= 1) {
      int record = in.readerIndex() + looked;
      if (in.getByte(record) != HANDSHAKE) {
        return State.OTHER;
      }
      if (in.readableBytes() - looked < RECORD_HEADER) {
        return State.MORE_TO_COME;
      }
      int size = in.getUnsignedShort(record + 3);
      if (in.getByte(record + 1) != MAJOR_VERSION
          || size == 0
          || looked + RECORD_HEADER + size > MAX_RECORD_BYTES) {
        return State.OTHER;
      }
      if (in.readableBytes() - looked < RECORD_HEADER + size) {
        return State.MORE_TO_COME;
      }
      add(in, record + RECORD_HEADER, size);
      looked += RECORD_HEADER + size;
      State state = state();
      if (state != State.MORE_TO_COME) {
        return state;
      }
    }
    return State.MORE_TO_COME;
  }

  private void add(ByteBuf in, int from, int size) {
    if (length + size > message.length) {
      message = Arrays.copyOf(message, Math.max(2 * message.length, length + size));
    }
    in.getBytes(from, message, length, size);
    length += size;
  }

  private State state() {
    if (message[0] != CLIENT_HELLO) {
      return State.OTHER;
    }
    if (length < MESSAGE_HEADER) {
      return State.MORE_TO_COME;
    }
    if (bodyLength() > MAX_BYTES) {
      return State.OTHER;
    }
    return length < MESSAGE_HEADER + bodyLength() ? State.MORE_TO_COME : State.COMPLETE;
  }

  private int bodyLength() {
    return (message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | (message[3] & 0xff);
  }

  /** The ClientHello in it, once complete; empty when it cannot be understood. */
  Optional<ClientHello> clientHello() {
    return ClientHello.parse(ByteBuffer.wrap(message, MESSAGE_HEADER, bodyLength()).slice());
  }
}
