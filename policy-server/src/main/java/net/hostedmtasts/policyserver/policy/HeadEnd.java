package net.hostedmtasts.policyserver.policy;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Finds where the head of a request ends: after its first empty line. */
final class HeadEnd {
  private static final String EMPTY_LINE = "\r\n\r\n";

  private HeadEnd() {}

  /**
   * How many bytes the head and its empty line have, -1 while it has not arrived. Lines ended by a
   * bare LF are found too, so that such a request is refused at once instead of waited for.
   */
  static int find(ByteBuf in) {
    int start = in.readerIndex();
    int end = in.writerIndex();
    for (int lineFeed = in.indexOf(start, end, (byte) '\n');
        lineFeed >= 0;
        lineFeed = in.indexOf(lineFeed + 1, end, (byte) '\n')) {
      int next = lineFeed + 1 < end ? in.getByte(lineFeed + 1) : 0;
      if (next == '\n') {
        return lineFeed + 2 - start;
      }
      if (next == '\r' && lineFeed + 2 < end && in.getByte(lineFeed + 2) == '\n') {
        return lineFeed + 3 - start;
      }
    }
    return -1;
  }

  /** The head with its last CRLF; empty if the empty line is not CRLF CRLF. */
  static Optional<String> withoutEmptyLine(String head) {
    return head.endsWith(EMPTY_LINE)
        ? Optional.of(head.substring(0, head.length() - 2))
        : Optional.empty();
  }
}
