package net.hostedmtasts.standalone.ownerdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class MisbehaviourTest {
  private static final String NAME = "mx1.d1.example";

  @TempDir Path folder;
  private Lab lab;

  @BeforeEach
  void start() {
    lab = Lab.start(folder);
    lab.dns.addZone("d1.example");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @ParameterizedTest(name = "{0}: {1}, through the resolver {2}")
  @CsvSource({
    "SERVFAIL, SERVFAIL, SERVFAIL",
    "REFUSED, REFUSED, SERVFAIL",
    "BOGUS, NOERROR, SERVFAIL"
  })
  void a_failing_authority_makes_the_resolver_fail(
      Misbehaviour.Kind kind, String authority, String resolver) {
    lab.dns.misbehave("d1.example", Misbehaviour.of(kind));
    assertThat(Rcode.string(lab.authority(NAME, "A").getRcode())).isEqualTo(authority);
    assertThat(Rcode.string(lab.resolver(NAME, "A").getRcode())).isEqualTo(resolver);
    lab.dns.behave("d1.example");
    assertThat(lab.resolver(NAME, "A").getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"SERVFAIL, SERVFAIL", "REFUSED, REFUSED"})
  void a_fault_of_the_resolver_is_none_of_the_authority(Misbehaviour.Kind kind, String rcode) {
    lab.dns.misbehave(NAME, Misbehaviour.of(kind).atResolver());
    assertThat(Rcode.string(lab.resolver(NAME, "A").getRcode())).isEqualTo(rcode);
    assertThat(lab.authority(NAME, "A").getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void silence_is_no_answer_over_udp_and_tcp_and_a_failure_through_the_resolver() {
    lab.dns.misbehave("d1.example", Misbehaviour.of(Misbehaviour.Kind.SILENT));
    for (boolean tcp : new boolean[] {false, true}) {
      SimpleResolver client = lab.client(lab.authorityPort);
      client.setTCP(tcp);
      client.setTimeout(Duration.ofMillis(300));
      assertThatThrownBy(() -> Lab.ask(client, NAME, "A")).isInstanceOf(UncheckedIOException.class);
    }
    assertThat(lab.resolver(NAME, "A").getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void a_truncated_answer_is_whole_over_tcp() {
    lab.dns.misbehave(NAME, Misbehaviour.of(Misbehaviour.Kind.TRUNCATED));
    SimpleResolver datagramsOnly = lab.client(lab.authorityPort);
    datagramsOnly.setIgnoreTruncation(true);
    Message cut = Lab.ask(datagramsOnly, NAME, "A");
    assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(Lab.answers(cut)).isEmpty();
    assertThat(Lab.answers(lab.authority(NAME, "A"))).hasSize(1);
    assertThat(Lab.answers(lab.resolver(NAME, "A"))).hasSize(1);
  }

  @Test
  void a_late_answer_is_late_and_holds_up_no_other() {
    Duration delay = Duration.ofMillis(700);
    lab.dns.misbehave(NAME, Misbehaviour.late(delay));
    SimpleResolver impatient = lab.client(lab.authorityPort);
    impatient.setTimeout(Duration.ofMillis(200));
    assertThatThrownBy(() -> Lab.ask(impatient, NAME, "A"))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(Lab.answers(Lab.ask(impatient, "mx2.d1.example", "A"))).hasSize(1);
    long begin = System.nanoTime();
    assertThat(Lab.answers(lab.resolver(NAME, "A"))).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(delay);
  }

  @Test
  void one_type_at_one_name_can_fail_alone() {
    lab.dns.misbehave("d1.example", "MX", Misbehaviour.of(Misbehaviour.Kind.SERVFAIL));
    assertThat(lab.authority("d1.example", "MX").getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(lab.authority("d1.example", "NS").getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(lab.authority(NAME, "A").getRcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void a_bogus_zone_is_told_as_such_unless_the_asker_validates_itself() throws Exception {
    lab.dns.misbehave("d1.example", Misbehaviour.of(Misbehaviour.Kind.BOGUS));
    Message refused = lab.resolver(NAME, "A");
    assertThat(refused.getOPT().getOptions())
        .singleElement()
        .isInstanceOfSatisfying(
            ExtendedErrorCodeOption.class,
            option ->
                assertThat(option.getErrorCode()).isEqualTo(ExtendedErrorCodeOption.DNSSEC_BOGUS));
    Message unchecked =
        Message.newQuery(Record.newRecord(Name.fromString(NAME + "."), Type.A, DClass.IN));
    unchecked.getHeader().setFlag(Flags.CD);
    assertThat(Lab.answers(lab.client(lab.resolverPort).send(unchecked))).hasSize(1);
  }

  @Test
  void a_fault_that_was_not_set_cannot_be_ended() {
    assertThatThrownBy(() -> lab.dns.behave(NAME))
        .isInstanceOf(NotAccepted.class)
        .hasMessage("Nothing goes wrong for mx1.d1.example.");
  }
}
