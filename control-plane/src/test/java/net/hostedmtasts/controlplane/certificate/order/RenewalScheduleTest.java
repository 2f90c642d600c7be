package net.hostedmtasts.controlplane.certificate.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.hostedmtasts.controlplane.certificate.NewKey;
import net.hostedmtasts.controlplane.certificate.local.LocalAuthorities;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.TestKeys;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When certificates of authorities that do not say it themselves are renewed (INTEROP, section 8).
 */
class RenewalScheduleTest {
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final Instant ISSUED = Instant.parse("2026-11-24T06:00:00Z");
  private static final int DRAWN = 500;

  @TempDir Path folder;

  @ParameterizedTest(name = "a life of {0}: from {1} to {2} after it was issued ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          P6D  | P2DT19H40M48S | P3D        | half below 10 days, 3 % of 6 days earlier
          P45D | P28DT15H36M   | P30D       | two thirds, 3 % of 45 days earlier
          P64D | P40DT17H55M12S | P42DT16H  | two thirds, 3 % of 64 days earlier
          P90D | P57DT7H12M    | P60D       | two thirds, 3 % of 90 days earlier
          PT60S | PT28.2S      | PT30S      | the tests' minute keeps the same ratios
          """)
  void is_a_share_of_the_life_and_the_jitter_before_it(
      Duration life, Duration from, Duration to, String why) {
    X509Certificate leaf = leaf(life);
    TreeSet<Instant> times = new TreeSet<>();
    for (int i = 0; i < DRAWN; i++) {
      times.add(schedule(Map.of()).time(leaf, ISSUED));
    }

    assertThat(times.first()).isAfterOrEqualTo(ISSUED.plus(from));
    assertThat(times.last()).isBeforeOrEqualTo(ISSUED.plus(to));
    // Spread over the whole of it: the outer tenths are both drawn from.
    Duration tenth = to.minus(from).dividedBy(10);
    assertThat(times.first()).isBefore(ISSUED.plus(from).plus(tenth));
    assertThat(times.last()).isAfter(ISSUED.plus(to).minus(tenth));
  }

  @ParameterizedTest(name = "a life of {0}")
  @CsvSource({"P6D", "P45D", "P64D", "P90D"})
  void comes_before_the_first_alert_even_without_jitter(Duration life) {
    Instant time = schedule(Map.of("orders.renewal-jitter", "0")).time(leaf(life), ISSUED);
    assertThat(time).isBefore(ISSUED.plus(life.multipliedBy(3).dividedBy(4)));
  }

  private X509Certificate leaf(Duration life) {
    KeyEncryption atRest = new KeyEncryption(List.of(TestKeys.key(folder, 1)));
    return LocalAuthorities.sign(atRest, NewKey.of(HOST, atRest).request(), life, ISSUED).leaf();
  }

  private static RenewalSchedule schedule(Map<String, String> more) {
    return new RenewalSchedule(
        new SmallRyeConfigBuilder()
            .withMapping(OrderSettings.class)
            .withSources(new PropertiesConfigSource(more, "test", 100))
            .build()
            .getConfigMapping(OrderSettings.class));
  }
}
