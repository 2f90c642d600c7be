package net.hostedmtasts.policyserver.validation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a ClientHello says about who is asked for what (RFC 8446, section 4.1.2).
 *
 * @param serverName in lower case; empty without one
 * @param protocols what is offered by ALPN; empty without the extension
 */
record ClientHello(Optional<String> serverName, List<String> protocols) {
  private static final int VERSION_AND_RANDOM = 34;
  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final int HOST_NAME = 0;

  ClientHello {
    protocols = List.copyOf(protocols);
  }

  /**
   * Reads the body of the message; empty when it is not one. Names that occur twice and lengths
   * that do not fit count as that: a CA sends neither, and the TLS engine has the last word.
   */
  static Optional<ClientHello> parse(ByteBuffer body) {
    try {
      skip(body, VERSION_AND_RANDOM);
      skip(body, length8(body));
      skip(body, length16(body));
      skip(body, length8(body));
      ByteBuffer extensions = vector16(body);
      return body.hasRemaining() ? Optional.empty() : parseExtensions(extensions);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ClientHello> parseExtensions(ByteBuffer extensions) {
    @Nullable String name = null;
    @Nullable List<String> protocols = null;
    while (extensions.hasRemaining()) {
      int type = length16(extensions);
      ByteBuffer data = vector16(extensions);
      if ((type == SERVER_NAME && name != null) || (type == ALPN && protocols != null)) {
        return Optional.empty();
      }
      if (type == SERVER_NAME) {
        name = onlyHostName(data);
      } else if (type == ALPN) {
        protocols = protocols(data);
      }
    }
    return Optional.of(
        new ClientHello(Optional.ofNullable(name), protocols == null ? List.of() : protocols));
  }

  /** RFC 6066, section 3: a list, in which there is never more than one name. */
  private static String onlyHostName(ByteBuffer data) {
    ByteBuffer list = whole(data, vector16(data));
    int type = length8(list);
    if (type != HOST_NAME) {
      throw new IllegalArgumentException("no host name");
    }
    return text(whole(list, vector16(list))).toLowerCase(Locale.ROOT);
  }

  /** RFC 7301, section 3.1. */
  private static List<String> protocols(ByteBuffer data) {
    ByteBuffer list = whole(data, vector16(data));
    List<String> protocols = new ArrayList<>();
    while (list.hasRemaining()) {
      protocols.add(text(vector(list, length8(list))));
    }
    return protocols;
  }

  private static ByteBuffer whole(ByteBuffer around, ByteBuffer part) {
    if (around.hasRemaining()) {
      throw new IllegalArgumentException("something behind it");
    }
    return part;
  }

  private static ByteBuffer vector16(ByteBuffer from) {
    return vector(from, length16(from));
  }

  private static ByteBuffer vector(ByteBuffer from, int length) {
    ByteBuffer vector = from.slice(from.position(), length(from, length));
    skip(from, length);
    return vector;
  }

  private static void skip(ByteBuffer in, int length) {
    in.position(in.position() + length(in, length));
  }

  private static int length(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  private static int length8(ByteBuffer in) {
    return in.get() & 0xff;
  }

  private static int length16(ByteBuffer in) {
    return in.getShort() & 0xffff;
  }

  private static String text(ByteBuffer octets) {
    return ISO_8859_1.decode(octets).toString();
  }
}
