package net.hostedmtasts.controlplane.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDomainTest {

  @ParameterizedTest(name = "{0} counts for {1}")
  @CsvSource({
    "example.com, example.com",
    "a.b.example.com, example.com",
    "a.example.co.uk, example.co.uk",
    "a.b.example, b.example",
    "b.example, b.example"
  })
  void authorities_count_by_the_registered_domain(String domain, String registered) {
    assertThat(PolicyDomain.parse(domain).registered()).isEqualTo(registered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "a.b.example.co.uk",
        "bücher.example",
        "demo.test",
        "example.1a",
        "食狮.公司.cn"
      })
  void accepts_names_below_a_public_suffix(String text) {
    PolicyDomain domain = PolicyDomain.parse(text);
    assertThat(domain.unicode()).isEqualTo(text);
    assertThat(domain.policyHost().value()).isEqualTo("mta-sts." + domain.value());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          com              | a top level
          test             | a single label
          co.uk            | a suffix of two labels
          github.io        | a suffix of a private registry
          公司.cn          | a suffix in U-labels
          xn--55qx5d.cn    | the same in A-labels
          foo.ck           | a suffix by wildcard
          192.0.2.1        | an address
          """)
  void refuses(String text, String why) {
    assertThatThrownBy(() -> PolicyDomain.parse(text)).as(why).isInstanceOf(InvalidValue.class);
  }

  @Test
  void leaves_room_for_the_longest_prefix() {
    String labels = ("a".repeat(63) + ".").repeat(3);
    assertThat(PolicyDomain.parse(labels + "b".repeat(42) + ".example").value()).hasSize(242);
    assertThatThrownBy(() -> PolicyDomain.parse(labels + "b".repeat(43) + ".example"))
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("242");
  }

  @Test
  void a_policy_host_is_read_back() {
    PolicyHost host = PolicyDomain.parse("example.com").policyHost();
    assertThat(PolicyHost.parse("MTA-STS.example.com.")).isEqualTo(host);
    assertThatThrownBy(() -> PolicyHost.parse("www.example.com")).isInstanceOf(InvalidValue.class);
    assertThatThrownBy(() -> PolicyHost.parse("mta-sts.com")).isInstanceOf(InvalidValue.class);
  }
}
