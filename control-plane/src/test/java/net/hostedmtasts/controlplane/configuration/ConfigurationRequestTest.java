package net.hostedmtasts.controlplane.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationRequestTest {
  @Test
  void a_request_may_leave_the_patterns_out() {
    Configuration read =
        new ConfigurationRequest(
                Mode.ENFORCE,
                MaxAge.ONE_DAY,
                new ConfigurationRequest.MxRequest(MxSource.AUTO, null),
                null)
            .configuration();
    assertThat(read)
        .isEqualTo(new Configuration(Mode.ENFORCE, MaxAge.ONE_DAY, MxSource.AUTO, List.of()));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "999999999999999999, 999999999999999999"})
  void a_version_number_is_whole_and_from_1(String text, long number) {
    assertThat(VersionNumber.parse(text).value()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "01", "1.0", "1e3", "1000000000000000000", "x"})
  void what_is_no_version_number_is_refused(String text) {
    assertThatThrownBy(() -> VersionNumber.parse(text)).isInstanceOf(InvalidValue.class);
  }
}
