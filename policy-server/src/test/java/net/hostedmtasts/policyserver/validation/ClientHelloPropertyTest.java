package net.hostedmtasts.policyserver.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import net.hostedmtasts.policyserver.validation.HelloMessage.State;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whoever connects may send anything. */
class ClientHelloPropertyTest {
  private static final byte[] HELLO = TestHello.record("mta-sts.example.com", "acme-tls/1");

  private static boolean isUnderstood(byte[] bytes) {
    HelloMessage message = new HelloMessage();
    return message.look(Unpooled.wrappedBuffer(bytes)) == State.COMPLETE
        && message.clientHello().isPresent();
  }

  @Property(edgeCases = EdgeCasesMode.MIXIN)
  void random_octets_never_throw(@ForAll @Size(max = 600) byte[] bytes) {
    assertThatCode(() -> isUnderstood(bytes)).doesNotThrowAnyException();
    byte[] asExtensions = TestHello.record(bytes);
    assertThatCode(() -> isUnderstood(asExtensions)).doesNotThrowAnyException();
  }

  @Property
  void a_changed_octet_never_throws(
      @ForAll @IntRange(max = 110) int at,
      @ForAll byte changed,
      @ForAll @IntRange(max = 110) int end) {
    byte[] hello = HELLO.clone();
    hello[at % hello.length] = changed;
    assertThatCode(() -> isUnderstood(hello)).doesNotThrowAnyException();
    assertThatCode(() -> isUnderstood(Arrays.copyOf(hello, end))).doesNotThrowAnyException();
  }

  @Property
  void pieces_say_the_same_as_the_whole(
      @ForAll @Size(max = 200) byte[] extensions, @ForAll @IntRange(min = 1, max = 50) int size) {
    byte[] all = TestHello.inRecords(TestHello.record(extensions), size);
    HelloMessage pieces = new HelloMessage();
    ByteBuf in = Unpooled.buffer();
    State state = State.MORE_TO_COME;
    for (byte next : all) {
      in.writeByte(next);
      state = pieces.look(in);
    }
    HelloMessage whole = new HelloMessage();
    assertThat(state).isEqualTo(whole.look(Unpooled.wrappedBuffer(all)));
    assertThat(pieces.clientHello()).isEqualTo(whole.clientHello());
  }
}
