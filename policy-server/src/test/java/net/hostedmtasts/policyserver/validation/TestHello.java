package net.hostedmtasts.policyserver.validation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/** A ClientHello written by hand. */
final class TestHello {
  private TestHello() {}

  /**
   * @param host none when empty
   * @param protocol none when empty
   */
  static byte[] record(String host, String protocol) {
    ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    extensions.writeBytes(new byte[] {0, 23, 0, 0});
    if (!host.isEmpty()) {
      byte[] name = concat(new byte[] {0}, vector16(host.getBytes(US_ASCII)));
      extensions.writeBytes(concat(new byte[] {0, 0}, vector16(vector16(name))));
    }
    if (!protocol.isEmpty()) {
      byte[] name = concat(new byte[] {(byte) protocol.length()}, protocol.getBytes(US_ASCII));
      extensions.writeBytes(concat(new byte[] {0, 16}, vector16(vector16(name))));
    }
    return record(extensions.toByteArray());
  }

  static byte[] record(byte[] extensions) {
    byte[] start = new byte[34];
    start[0] = 3;
    start[1] = 3;
    byte[] body =
        concat(
            concat(start, new byte[] {0}),
            concat(vector16(new byte[] {0x13, 1}), new byte[] {1, 0}),
            vector16(extensions));
    byte[] message = concat(new byte[] {1, 0}, vector16(body));
    return concat(new byte[] {22, 3, 1}, vector16(message));
  }

  static byte[] inRecords(byte[] record, int size) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int from = 5; from < record.length; from += size) {
      int length = Math.min(size, record.length - from);
      records.writeBytes(new byte[] {22, 3, 1, (byte) (length >> 8), (byte) length});
      records.write(record, from, length);
    }
    return records.toByteArray();
  }

  static byte[] vector16(byte[] content) {
    return concat(new byte[] {(byte) (content.length >> 8), (byte) content.length}, content);
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
