package net.hostedmtasts.standalone.ownerdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

class ResolverTest {
  private static final String TXT_NAME = "label._mta-sts.service.test";

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

  @Test
  void a_delegated_name_leads_into_the_service_zone() {
    lab.dns.delegate("d1.example", Map.of("_mta-sts.d1.example.", TXT_NAME + "."));
    Message answer = lab.resolver("_mta-sts.d1.example", "TXT");
    assertThat(Lab.answers(answer))
        .containsExactly(
            "_mta-sts.d1.example. CNAME " + TXT_NAME + ".", TXT_NAME + ". TXT \"v=STSv1; id=1;\"");
    assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
  }

  @Test
  void a_target_that_is_not_there_is_told_with_the_alias() {
    lab.dns.set("_mta-sts.d1.example", "CNAME", "wrong." + TXT_NAME);
    Message answer = lab.resolver("_mta-sts.d1.example", "TXT");
    assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(Lab.answers(answer))
        .containsExactly("_mta-sts.d1.example. CNAME wrong." + TXT_NAME + ".");
  }

  @Test
  void aliases_are_followed_through_several_zones() {
    lab.dns.set("a.d1.example", "CNAME", "b.d2.example");
    lab.dns.set("b.d2.example", "CNAME", "c.d2.example");
    lab.dns.set("c.d2.example", "CNAME", TXT_NAME);
    assertThat(Lab.answers(lab.resolver("a.d1.example", "TXT"))).hasSize(4);
  }

  @Test
  void aliases_in_a_circle_through_two_zones_are_a_failure() {
    lab.dns.set("a.d1.example", "CNAME", "b.d2.example");
    lab.dns.set("b.d2.example", "CNAME", "a.d1.example");
    assertThat(lab.resolver("a.d1.example", "TXT").getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "d1.example, NOERROR",
    "nothing.d1.example, NXDOMAIN",
    TXT_NAME + ", NOERROR",
    "nothing.service.test, NXDOMAIN",
    "nobody.example, NXDOMAIN",
    "nobody.test, NXDOMAIN",
    "example, NOERROR",
    "test, NOERROR",
    "example.com, REFUSED",
    "127.in-addr.arpa, REFUSED"
  })
  void names_that_nobody_can_own_do_not_exist_and_those_of_others_are_refused(
      String name, String rcode) {
    Message answer = lab.resolver(name, "TXT");
    assertThat(Rcode.string(answer.getRcode())).isEqualTo(rcode);
  }

  @Test
  void without_an_edge_that_answers_it_fails() {
    lab.stopEdge();
    assertThat(lab.resolver(TXT_NAME, "TXT").getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void a_remembered_answer_stays_with_the_time_left_until_it_is_forgotten() {
    lab.dns.remember("new.d1.example", "A", Duration.ofSeconds(100));
    lab.dns.set("new.d1.example", "A", "192.0.2.1");
    Message cached = lab.resolver("new.d1.example", "A");
    assertThat(cached.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(cached.getSection(Section.AUTHORITY).get(0).getTTL()).isBetween(50L, 100L);
    assertThat(Lab.answers(lab.authority("new.d1.example", "A"))).hasSize(1);
    lab.dns.forget();
    assertThat(Lab.answers(lab.resolver("new.d1.example", "A"))).hasSize(1);
  }

  @Test
  void a_delegation_is_taken_back_and_leaves_other_records() {
    lab.dns.delegate(
        "d1.example",
        Map.of("mta-sts.d1.example.", "a.service.test.", "_mta-sts.d1.example.", "b.service.test"));
    lab.dns.set("_smtp._tls.d1.example", "TXT", "v=TLSRPTv1; rua=mailto:a@d1.example");
    lab.dns.undelegate("d1.example");
    assertThat(lab.dns.text()).doesNotContain("CNAME").contains("TLSRPTv1");
    assertThatThrownBy(() -> lab.dns.undelegate("d1.example"))
        .isInstanceOf(NotAccepted.class)
        .hasMessage("d1.example is not delegated.");
  }

  @Test
  void a_delegation_is_set_whole_or_not_at_all() {
    lab.dns.set("_mta-sts.d1.example", "TXT", "v=STSv1; id=old;");
    assertThatThrownBy(
            () ->
                lab.dns.delegate(
                    "d1.example",
                    Map.of(
                        "mta-sts.d1.example.", "a.service.test.",
                        "_mta-sts.d1.example.", "b.service.test.")))
        .isInstanceOf(NotAccepted.class)
        .hasMessageContaining("_mta-sts.d1.example. has TXT");
    assertThat(lab.dns.text()).doesNotContain("CNAME");
  }
}
