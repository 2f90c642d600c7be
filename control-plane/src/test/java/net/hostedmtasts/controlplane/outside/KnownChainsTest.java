package net.hostedmtasts.controlplane.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain that was judged once is known; what decides about it is looked at each time. */
class KnownChainsTest {
  @TempDir private Path folder;

  @Test
  void a_known_chain_is_valid_as_long_as_it_is_in_date() {
    CertificateJudge judge = judge(Clock.systemUTC());
    assertThat(judge.judge(TestFetch.GOOD.chain(), TestFetch.HOST)).isEmpty();
    assertThat(judge.judge(TestFetch.GOOD.chain(), TestFetch.HOST)).isEmpty();
    Moving clock = new Moving();
    CertificateJudge later = judge(clock);
    assertThat(later.judge(TestFetch.GOOD.chain(), TestFetch.HOST)).isEmpty();
    clock.now = TestFetch.GOOD.chain().get(0).getNotAfter().toInstant().plus(Duration.ofSeconds(1));
    assertThat(later.judge(TestFetch.GOOD.chain(), TestFetch.HOST))
        .contains(CertificateProblem.EXPIRED);
  }

  @Test
  void a_known_certificate_without_its_issuer_is_another_chain() {
    CertificateJudge judge = judge(Clock.systemUTC());
    assertThat(judge.judge(TestFetch.GOOD.chain(), TestFetch.HOST)).isEmpty();
    assertThat(judge.judge(TestFetch.GOOD.alone().chain(), TestFetch.HOST))
        .containsExactly(CertificateProblem.UNTRUSTED);
  }

  @Test
  void a_known_chain_is_refused_for_another_host() {
    TestCertificates.Identity other = TestFetch.AUTHORITY.valid("mta-sts.example.net");
    CertificateJudge judge = judge(Clock.systemUTC());
    assertThat(judge.judge(other.chain(), TestFetch.HOST))
        .containsExactly(CertificateProblem.WRONG_NAME);
    assertThat(judge.judge(other.chain(), TestFetch.HOST))
        .containsExactly(CertificateProblem.WRONG_NAME);
  }

  @Test
  void a_chain_that_leads_to_no_root_stays_so() {
    TestCertificates.Identity foreign = new TestCertificates().valid("mta-sts.example.com");
    CertificateJudge judge = judge(Clock.systemUTC());
    for (int i = 0; i < 2; i++) {
      assertThat(judge.judge(foreign.chain(), TestFetch.HOST))
          .containsExactly(CertificateProblem.UNTRUSTED);
    }
  }

  private CertificateJudge judge(Clock clock) {
    TestOutside outside =
        new TestOutside(443, 53, Optional.of(TestFetch.AUTHORITY.rootFile(folder)), false);
    return new CertificateJudge(new TrustedRoots(outside), clock);
  }

  private static final class Moving extends Clock {
    private Instant now = Instant.now();

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
