package net.hostedmtasts.policyserver.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.hostedmtasts.policyserver.zone.TestZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Whatever arrives, the answer is one that a resolver can use, or there is none. */
class AnsweringPropertyTest {
  private final Asking zone = Asking.examples();

  @Property(tries = 3000)
  void random_octets_are_answered_with_a_message_or_not_at_all(
      @ForAll @Size(max = 300) byte[] octets) {
    check(octets, Transport.UDP);
  }

  @Property(tries = 3000)
  void a_header_before_random_octets_is_answered(
      @ForAll @Size(max = 100) byte[] octets, @ForAll @IntRange(max = 3) int additional) {
    byte[] message =
        Arrays.copyOf(new byte[] {1, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, 12 + octets.length);
    message[11] = (byte) additional;
    System.arraycopy(octets, 0, message, 12, octets.length);

    assertThat(check(message, Transport.UDP)).isNotNull();
  }

  @Property(tries = 5000)
  void a_mutated_question_is_answered_with_a_message_or_not_at_all(
      @ForAll("questions") Message question,
      @ForAll @Size(max = 4) List<@IntRange(max = 400) Integer> places,
      @ForAll byte octet,
      @ForAll @IntRange(max = 400) int cut,
      @ForAll Transport transport) {
    byte[] octets = question.toWire();
    places.forEach(place -> octets[place % octets.length] = octet);
    check(octets, transport);
    check(Arrays.copyOf(octets, Math.min(cut, octets.length)), transport);
  }

  @Property(tries = 3000)
  void a_question_gets_its_own_answer_and_only_whole_rrsets(@ForAll("questions") Message question)
      throws IOException {
    byte[] udp = check(question.toWire(), Transport.UDP);
    byte[] tcp = check(question.toWire(), Transport.TCP);

    Message small = new Message(udp);
    Message whole = new Message(tcp);
    assertThat(small.getHeader().getRcode()).isEqualTo(whole.getHeader().getRcode());
    assertThat(small.getOPT() != null).isEqualTo(question.getOPT() != null);
    assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(small.getSection(Section.ANSWER))
        .hasSize(small.getHeader().getFlag(Flags.TC) ? 0 : whole.getSection(Section.ANSWER).size());
  }

  /** Asks, and holds every answer to what each answer must be. */
  private byte[] check(byte[] message, Transport transport) {
    byte[] answer = zone.bytes(message, transport);
    assertThat(zone.meters.counter("edge.dns.surprises").count()).isZero();
    if (answer == null) {
      assertThat(message.length < 12 || message[2] < 0).isTrue();
      return new byte[0];
    }
    assertThat(answer.length).isBetween(12, transport == Transport.UDP ? 1232 : 65_535);
    assertThat(answer).startsWith(message[0], message[1]);
    assertThat(answer[2] & 0xf9).isEqualTo((message[2] & 0x79) | 0x80);
    parse(answer, message);
    return answer;
  }

  private static void parse(byte[] answer, byte[] message) {
    try {
      Message parsed = new Message(answer);
      if (!parsed.getSection(Section.QUESTION).isEmpty()) {
        int end = 12 + parsed.getQuestion().getName().length() + 4;
        assertThat(Arrays.copyOfRange(answer, 12, end))
            .isEqualTo(Arrays.copyOfRange(message, 12, end));
      }
    } catch (IOException e) {
      throw new AssertionError("dnsjava cannot read the answer", e);
    }
  }

  @Provide
  Arbitrary<Message> questions() {
    Arbitrary<OPTRecord> opt =
        Combinators.combine(
                Arbitraries.integers().between(0, 65_535),
                Arbitraries.of(0, 0, 0, 1, 255),
                Arbitraries.of(0, Flags.DO, 0x40))
            .as((size, version, flags) -> new OPTRecord(size, 0, version, flags));
    return Combinators.combine(names(), types(), classes(), opt.injectNull(0.4))
        .as(AnsweringPropertyTest::question);
  }

  private static Message question(Name name, int type, int dnsClass, OPTRecord opt) {
    Message message = Message.newQuery(Record.newRecord(name, type, dnsClass));
    if (opt != null) {
      message.addRecord(opt, Section.ADDITIONAL);
    }
    return message;
  }

  private static Arbitrary<Name> names() {
    Arbitrary<String> label =
        Arbitraries.of(
            TestZone.LABEL,
            TestZone.LABEL_WITHOUT_ID,
            TestZone.WITHDRAWN_LABEL,
            "policy",
            "_mta-sts",
            "_tls",
            "ns1",
            "*",
            "x".repeat(63));
    return Combinators.combine(
            label.list().ofMaxSize(3),
            Arbitraries.of("mta-sts-host.test.", "test.", "."),
            Arbitraries.longs())
        .as((labels, zone, letters) -> name(String.join(".", labels), zone, letters));
  }

  private static Name name(String labels, String zone, long letters) {
    String text = zone.equals(".") || labels.isEmpty() ? labels + zone : labels + "." + zone;
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean upper = ((letters >> (i % 64)) & 1) == 1;
      mixed.append(upper ? Character.toUpperCase(text.charAt(i)) : text.charAt(i));
    }
    try {
      return Name.fromString(mixed.toString());
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Arbitrary<Integer> types() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            5,
            Arbitraries.of(
                Type.A, Type.AAAA, Type.TXT, Type.CAA, Type.NS, Type.SOA, Type.ANY, Type.AXFR)),
        Tuple.of(1, Arbitraries.integers().between(0, 65_535)));
  }

  private static Arbitrary<Integer> classes() {
    return Arbitraries.of(DClass.IN, DClass.IN, DClass.IN, DClass.IN, DClass.CH, DClass.ANY);
  }
}
