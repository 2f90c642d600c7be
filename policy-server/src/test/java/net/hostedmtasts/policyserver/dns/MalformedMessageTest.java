package net.hostedmtasts.policyserver.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that no client should send, octet by octet. */
class MalformedMessageTest {
  /** {@code test. A IN}: outside the zone, so that whatever is well formed is refused. */
  private static final String QUESTION = "04746573740000010001";

  private final Asking zone = Asking.examples();

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                            | nothing at all
          12                                | one octet
          1234 0000 0001 0000 0000 00       | eleven octets
          1234 8000 0001 0000 0000 0000 Q   | an answer: two servers would answer each other for ever
          1234 8180 0001 0000 0000 0000 Q   | a recursive answer
          1234 8000 0000 0000 0000 0000     | an answer without a question
          """)
  void what_is_no_question_gets_no_answer(String message, String why) {
    assertThat(zone.bytes(octets(message), Transport.UDP)).isNull();
    assertThat(zone.meters.counter("edge.dns.dropped").count()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0000 0000 0000 0000 0000                                | no question (R9619)
          0 | 0000 0000 0000 0000 0001 00 0029 04d0 00000000 000c 000a 0008 0102030405060708 | no question but a cookie: we have none to give
          0 | 0000 0002 0000 0000 0000 Q Q                            | two questions (R9619)
          0 | 0000 ffff 0000 0000 0000 Q                              | 65,535 questions
          0 | 0000 0001 0000 0000 0000                                | the question is missing
          0 | 0000 0001 0000 0000 0000 0474657374                     | the name ends early
          0 | 0000 0001 0000 0000 0000 047465                         | a label ends early
          0 | 0000 0001 0000 0000 0000 047465737400 0001 00           | the class ends early
          0 | 0000 0001 0000 0000 0000 c00c 0001 0001                 | a pointer to itself
          0 | 0000 0001 0000 0000 0000 0474657374 c00c 0001 0001      | a pointer to its own start
          0 | 0000 0001 0000 0000 0000 c000 0001 0001                 | a pointer into the header
          0 | 0000 0001 0000 0000 0000 40 00 0001 0001                | a label of a kind nobody defined
          0 | 0000 0001 0000 0000 0000 80 00 0001 0001                | another such kind
          1 | 0000 0001 0001 0000 0000 Q                              | an answer record is missing
          1 | 0000 0001 0000 0000 0001 Q 00 0029 04d0 0000            | the OPT record ends early
          1 | 0000 0001 0000 0000 0001 Q 00 0029 04d0 00000000 0004   | its options are missing
          1 | 0000 0001 0000 0000 0001 Q 00 0029 04d0 00000000 0002 0003 | an option ends early
          1 | 0000 0001 0000 0000 0001 Q 00 0029 04d0 00000000 0004 0003 0001 | an option is longer than its record
          1 | 0000 0001 0000 0000 0002 Q 00 0029 04d0 00000000 0000 00 0029 04d0 00000000 0000 | two OPT records (R6891 §6.1.1)
          1 | 0000 0001 0000 0000 0001 Q 0178 00 0029 04d0 00000000 0000 | an OPT record with a name (R6891 §6.1.2)
          1 | 0000 0001 0001 0000 0000 Q 00 0029 04d0 00000000 0000   | an OPT record among the answers
          1 | 0000 0001 0000 0001 0000 Q 00 0029 04d0 00000000 0000   | an OPT record as authority
          1 | 0000 0001 0000 0000 0001 Q 50 00 0001 0001 00000000 0000 | a record with a label of a kind nobody defined
          1 | 0000 0001 0000 0000 0001 Q c0                           | half a pointer
          """)
  void what_is_malformed_is_told_so(int questions, String message, String why) {
    byte[] asked = octets("1234" + message);

    byte[] answer = zone.answer(asked, Transport.UDP);

    assertThat(answer).startsWith(octets("1234 8001 000" + questions + " 0000 0000"));
    assertThat(Arrays.copyOfRange(answer, 12, 12 + questions * 10))
        .isEqualTo(Arrays.copyOfRange(asked, 12, 12 + questions * 10));
  }

  @ParameterizedTest(name = "labels of {0} octets: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          63 63 63 61    | REFUSED | a name of 255 octets
          63 63 63 62    | FORMERR | a name of 256 octets
          63 63 63 60 1  | FORMERR | a name of 256 octets in more labels
          63             | REFUSED | a label of 63 octets
          """)
  void names_have_at_most_255_octets(String labels, String rcode, String why) {
    StringBuilder message = new StringBuilder("1234 0000 0001 0000 0000 0000");
    for (String label : labels.split(" ", -1)) {
      int length = Integer.parseInt(label);
      message.append(String.format("%02x", length)).append("61".repeat(length));
    }
    byte[] answer = zone.answer(octets(message + "00 0001 0001"), Transport.UDP);

    assertThat(answer[3]).isEqualTo((byte) Rcode.valueOf(rcode).low());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0000 0001 0000 0000 0000 Q ffff                             | octets behind the message
          0000 0001 0000 0001 0000 Q c00c 0006 0001 00000000 0000     | an authority record, as IXFR has
          0000 0001 0000 0000 0001 Q c0ff 0001 0001 00000000 0000     | a pointer to nowhere, which nobody follows
          0000 0001 0000 0000 0002 Q 0178 00 0001 0001 00000000 0000 00 0029 0000 00000000 0000 | an OPT record behind another
          """)
  void what_does_not_matter_is_not_looked_at(String message, String why) {
    byte[] answer = zone.answer(octets("1234" + message), Transport.UDP);

    assertThat(answer).startsWith(octets("1234 8005 0001 0000 0000"));
  }

  private static byte[] octets(String message) {
    String text = message == null ? "" : message.replace("Q", QUESTION).replace(" ", "");
    return HexFormat.of().parseHex(text);
  }
}
