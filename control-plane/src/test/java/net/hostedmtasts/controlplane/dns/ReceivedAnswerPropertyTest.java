package net.hostedmtasts.controlplane.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/** Whatever strangers send: an answer, or no message at all; never an error of ours. */
class ReceivedAnswerPropertyTest {
  private static final Question QUESTION =
      new Question(OwnerName.parse("_mta-sts.example.com"), RecordType.TXT);

  @Property(tries = 500)
  void no_octets_are_an_error(@ForAll @Size(max = 600) byte[] octets) {
    read(octets);
  }

  @Property(tries = 1_000)
  void no_damage_to_a_message_is_an_error(
      @ForAll long seed, @ForAll @IntRange(max = 12) int damaged) {
    Random random = new Random(seed);
    byte[] octets = message();
    for (int i = 0; i < damaged; i++) {
      octets[random.nextInt(octets.length)] = (byte) random.nextInt();
    }
    read(Arrays.copyOf(octets, random.nextInt(octets.length + 1)));
    read(octets);
  }

  @Property(tries = 300)
  void any_name_on_the_wire_is_a_name(@ForAll @Size(min = 1, max = 63) byte[] label)
      throws IOException {
    byte[] wire = new byte[label.length + 2];
    wire[0] = (byte) label.length;
    System.arraycopy(label, 0, wire, 1, label.length);
    OwnerName name = OwnerName.of(new Name(wire));
    assertThat(new OwnerName(name.value())).isEqualTo(name);
    assertThat(OwnerName.parse(name.value() + ".")).isEqualTo(name);
  }

  private static void read(byte[] octets) {
    Message message;
    try {
      message = new Message(octets);
    } catch (IOException unreadable) {
      return;
    }
    assertThat(new ReceivedAnswer("192.0.2.1", Instant.EPOCH, QUESTION, message).answer().server())
        .isEqualTo("192.0.2.1");
  }

  private static byte[] message() {
    Message question = Message.newQuery(QUESTION.record());
    return TestReplies.negative(
            TestReplies.reply(
                question,
                TestReplies.cname("_mta-sts.example.com.", 300, "a.example.net."),
                TestReplies.txt("a.example.net.", 60, "v=STSv1; id=1;")),
            "example.net.",
            60,
            60)
        .toWire();
  }
}
