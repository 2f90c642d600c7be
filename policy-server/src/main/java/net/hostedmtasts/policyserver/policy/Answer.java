package net.hostedmtasts.policyserver.policy;

/**
 * What is sent back.
 *
 * @param body ASCII
 * @param withBody false for HEAD: the header says the length, nothing follows
 */
record Answer(Status status, String body, boolean withBody) {
  /** Never a redirect: senders do not follow one (RFC 8461, section 3.3). */
  enum Status {
    OK("200 OK", "Cache-Control: max-age=60\r\n"),
    BAD_REQUEST("400 Bad Request", ""),
    NOT_FOUND("404 Not Found", ""),
    METHOD_NOT_ALLOWED("405 Method Not Allowed", "Allow: GET, HEAD\r\n"),
    BODY_REFUSED("413 Content Too Large", ""),
    MISDIRECTED("421 Misdirected Request", ""),
    HEADERS_TOO_LARGE("431 Request Header Fields Too Large", "");

    private final String line;
    private final String headers;

    Status(String line, String headers) {
      this.line = line;
      this.headers = headers;
    }

    /** Code and reason. */
    String line() {
      return line;
    }

    String code() {
      return line.substring(0, 3);
    }

    /** Headers of this status alone, each ended by CRLF. */
    String headers() {
      return headers;
    }
  }

  static Answer of(Status status) {
    return new Answer(status, status.line() + "\n", true);
  }

  Answer withoutBody() {
    return new Answer(status, body, false);
  }
}
