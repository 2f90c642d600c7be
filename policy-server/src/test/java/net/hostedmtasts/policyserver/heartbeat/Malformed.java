package net.hostedmtasts.policyserver.heartbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Values that no reader can use, each for a reason of its own. */
final class Malformed {
  private static final List<String> VALUES =
      List.of(
          "",
          "not JSON",
          "null",
          "[]",
          "{}",
          "{\"revision\":1}",
          "{\"revision\":1,\"state\":\"served\"}",
          "{\"revision\":0,\"state\":\"withdrawn\"}",
          "{\"revision\":-5,\"state\":\"withdrawn\"}",
          "{\"revision\":9007199254740992,\"state\":\"withdrawn\"}",
          "{\"revision\":1e400,\"state\":\"withdrawn\"}",
          "{\"revision\":1.5,\"state\":\"withdrawn\"}",
          "{\"revision\":\"1\",\"state\":\"withdrawn\"}",
          "{\"revision\":1,\"state\":\"gone\"}",
          "{\"revision\":1,\"state\":1}",
          "{\"revision\":1,\"state\":\"served\",\"mode\":\"testing\",\"document\":\"\"}",
          "{\"revision\":1,\"state\":\"served\",\"mode\":\"testing\",\"document\":\"\\u00e9\"}",
          "{\"revision\":1,\"state\":\"served\",\"mode\":\"testing\",\"document\":[]}",
          "{\"revision\":1,\"state\":\"withdrawn\"} {}",
          "[".repeat(5_000));

  private Malformed() {}

  static byte[] value(int number) {
    return VALUES.get(number % VALUES.size()).getBytes(UTF_8);
  }
}
