package net.hostedmtasts.controlplane.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final MxPattern LIVE = MxPattern.parse("mx1.example.com");
  private static final MxPattern AHEAD = MxPattern.parse("*.mail.example.net");

  private static Configuration of(MxSource source, List<MxPattern> patterns) {
    return new Configuration(Mode.TESTING, MaxAge.ONE_DAY, source, patterns);
  }

  private static List<MxPattern> patterns(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> MxPattern.parse("mx" + i + ".example.com"))
        .toList();
  }

  @Test
  void with_auto_the_owners_patterns_stand_behind_the_hosts_of_dns() {
    Policy policy = of(MxSource.AUTO, List.of(AHEAD, LIVE)).policy(List.of(LIVE));
    assertThat(policy.mx()).containsExactly(LIVE, AHEAD);
  }

  @Test
  void pinned_means_the_owners_list_alone() {
    assertThat(of(MxSource.PINNED, List.of(AHEAD)).policy(List.of(LIVE)).mx())
        .containsExactly(AHEAD);
  }

  @Test
  void a_pinned_list_has_1_to_50_patterns_and_none_twice() {
    assertThat(of(MxSource.PINNED, patterns(50)).patterns()).hasSize(50);
    assertThatThrownBy(() -> of(MxSource.PINNED, patterns(51))).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> of(MxSource.PINNED, List.of())).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> of(MxSource.AUTO, List.of(LIVE, LIVE)))
        .isInstanceOf(InvalidValue.class);
    assertThat(of(MxSource.AUTO, List.of()).patterns()).isEmpty();
  }

  @Test
  void a_served_policy_is_read_back_as_it_was_written() {
    ServedPolicy served = ServedPolicy.of(of(MxSource.PINNED, List.of(LIVE)).policy(List.of()));
    assertThat(ServedPolicy.read(served.body())).isEqualTo(served);
    assertThat(served.document())
        .isEqualTo("version: STSv1\r\nmode: testing\r\nmx: mx1.example.com\r\nmax_age: 86400\r\n");
  }
}
