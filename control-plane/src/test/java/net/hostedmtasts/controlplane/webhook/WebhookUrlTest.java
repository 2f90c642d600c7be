package net.hostedmtasts.controlplane.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookUrlTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://hooks.example.com,            hooks.example.com, 443,  /,     hooks.example.com",
    "https://Hooks.Example.com:443/a?b=c,  hooks.example.com, 443,  /a?b=c, hooks.example.com",
    "HTTPS://hooks.example.com:8443?b,     hooks.example.com, 8443, /?b,   hooks.example.com:8443"
  })
  void an_address_is_taken_apart(
      String text, String host, int port, String target, String authority) {
    WebhookUrl url = WebhookUrl.parse(text, false);
    assertThat(url.value()).isEqualTo(text);
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.target()).isEqualTo(target);
    assertThat(url.authority()).isEqualTo(authority);
    assertThat(url.tls()).isTrue();
    assertThat(url.address()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "http://127.0.0.1:8080/,  127.0.0.1:8080",
    "http://localhost:8080/,  localhost:8080",
    "https://[::1]:8443/,     [::1]:8443",
    "http://127.0.0.9/,       127.0.0.9"
  })
  void loopback_is_open_where_the_setting_says_so(String text, String authority) {
    WebhookUrl url = WebhookUrl.parse(text, true);
    assertThat(url.authority()).isEqualTo(authority);
    assertThat(url.address())
        .hasValueSatisfying(address -> assertThat(address.isLoopbackAddress()).isTrue());
    assertThatThrownBy(() -> WebhookUrl.parse(text, false)).isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://hooks.example.com/",
    "http://10.0.0.1:8080/",
    "https://10.0.0.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://[::ffff:10.0.0.1]/"
  })
  void open_loopback_opens_nothing_else(String text) {
    assertThatThrownBy(() -> WebhookUrl.parse(text, true)).isInstanceOf(InvalidValue.class);
  }
}
