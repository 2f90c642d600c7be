package net.hostedmtasts.policyserver.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.policyserver.validation.HelloMessage.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first message of a connection, in any pieces (RFC 8446, sections 4.1.2 and 5.1). */
class HelloMessageTest {
  private static final byte[] HELLO = TestHello.record("mta-sts.example.com", "acme-tls/1");

  private static State look(byte[] bytes) {
    return new HelloMessage().look(Unpooled.wrappedBuffer(bytes));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  @Test
  void each_octet_but_the_last_leaves_more_to_come() {
    HelloMessage message = new HelloMessage();
    ByteBuf in = Unpooled.buffer();
    for (int i = 0; i < HELLO.length - 1; i++) {
      in.writeByte(HELLO[i]);
      assertThat(message.look(in)).isEqualTo(State.MORE_TO_COME);
    }
    in.writeByte(HELLO[HELLO.length - 1]);
    assertThat(message.look(in)).isEqualTo(State.COMPLETE);
    assertThat(in.readerIndex()).as("nothing is taken").isZero();
    assertThat(message.clientHello())
        .contains(new ClientHello(Optional.of("mta-sts.example.com"), List.of("acme-tls/1")));
  }

  @ParameterizedTest(name = "records of {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 60})
  void a_message_in_many_records_is_put_together(int size) {
    HelloMessage message = new HelloMessage();
    byte[] records = TestHello.inRecords(HELLO, size);
    assertThat(message.look(Unpooled.wrappedBuffer(records))).isEqualTo(State.COMPLETE);
    assertThat(message.clientHello())
        .get()
        .extracting(ClientHello::protocols)
        .isEqualTo(List.of("acme-tls/1"));
  }

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          47                      | OTHER        | HTTP
          15                      | OTHER        | an alert
          16                      | MORE_TO_COME | the first octet
          16 02                   | MORE_TO_COME | the header is not complete
          16 02 01 00 04          | OTHER        | another major version
          16 03 01 00 00          | OTHER        | an empty record
          16 03 01 80 01          | OTHER        | more in records than is taken
          16 03 01 00 01 02       | OTHER        | another message
          16 03 01 00 01 01       | MORE_TO_COME | the first octet of the message
          16 03 01 00 04 01004000 | MORE_TO_COME | the largest
          16 03 01 00 04 01004001 | OTHER        | larger than the TLS engine takes
          16 03 01 00 04 01000000 | COMPLETE     | an empty one
          """)
  void what_is_no_client_hello_is_left_to_the_engine(String hex, State state, String why) {
    assertThat(look(bytes(hex))).isEqualTo(state);
  }

  @Test
  void an_empty_message_is_not_understood() {
    HelloMessage message = new HelloMessage();
    assertThat(message.look(Unpooled.wrappedBuffer(bytes("16 03 01 00 04 01000000"))))
        .isEqualTo(State.COMPLETE);
    assertThat(message.clientHello()).isEmpty();
  }

  @Test
  void a_message_in_endless_small_records_has_a_limit() {
    byte[] records = new byte[HelloMessage.MAX_RECORD_BYTES + 6];
    for (int i = 0; i + 6 <= records.length; i += 6) {
      byte[] record = {22, 3, 1, 0, 1, (byte) (i == 0 ? 1 : 0)};
      System.arraycopy(record, 0, records, i, 6);
    }
    // So large that the records end before the message does.
    records[11] = 0;
    records[17] = 0x3f;
    assertThat(look(Arrays.copyOf(records, HelloMessage.MAX_RECORD_BYTES - 2)))
        .isEqualTo(State.MORE_TO_COME);
    assertThat(look(records)).isEqualTo(State.OTHER);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({"'', acme-tls/1", "mta-sts.example.com, ''", "'', ''"})
  void both_names_may_be_missing(String host, String protocol) {
    HelloMessage message = new HelloMessage();
    var unused = message.look(Unpooled.wrappedBuffer(TestHello.record(host, protocol)));
    assertThat(message.clientHello())
        .contains(
            new ClientHello(
                Optional.of(host).filter(name -> !name.isEmpty()),
                protocol.isEmpty() ? List.of() : List.of(protocol)));
  }
}
