package net.hostedmtasts.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.ownerdns.Misbehaviour;
import net.hostedmtasts.standalone.ownerdns.Misbehaviour.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told about the owner's DNS as a whole, each finding by a test of its name. */
class ZoneFindingsTest {
  private final Pair pair = LifePair.get();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SERVFAIL | servfail | its name servers fail
          REFUSED  | servfail | its name servers do not know it, so that resolvers fail
          BOGUS    | bogus    | its DNSSEC signatures are false (RFC 4035, section 5.5)
          """)
  void zone_not_resolving(Kind fault, String found, String why) {
    Watched domain = Watched.add(pair).delegate();
    domain.dns().misbehave(domain.domain(), Misbehaviour.of(fault));

    domain.enable();

    domain
        .awaitFinding("zone-not-resolving", domain.policyName())
        .severity("error")
        .expectingOnly(domain.policyTarget())
        .found(found, "127.0.0.1")
        .advises("name servers and the DNSSEC signatures");
    domain.awaitCnames("unknown", "unknown");
    assertThat(domain.status()).isEqualTo("verifying");

    domain.dns().behave(domain.domain());
    domain.awaitStatus("active").awaitNo("zone-not-resolving");
  }

  @Test
  void zone_not_resolving_of_an_active_domain_is_an_error_that_ends_with_it() {
    Watched domain = Watched.add(pair).activate();

    domain.dns().misbehave(domain.domain(), Misbehaviour.of(Kind.SERVFAIL));

    domain.awaitStatus("error").awaitFinding("zone-not-resolving", domain.textName());
    assertThat(pair.edge(1).document(domain.hosted())).isPresent();
    domain.dns().behave(domain.domain());
    domain.awaitStatus("active").awaitNo("zone-not-resolving");
  }

  @Test
  void domain_not_found() {
    Watched parent = Watched.add(pair);
    Watched domain = new Watched(pair, pair.api(), pair.api().add("nowhere." + parent.domain()));

    domain.enable();

    domain
        .awaitFinding("domain-not-found")
        .severity("error")
        .about(domain.domain())
        .expectingNothingParticular()
        .foundWithTtl("no such", parent.nameServer())
        .advises("is registered and delegated");
    domain.awaitCnames("not_seen", "not_seen");
  }

  @Test
  void negative_answer_cached() {
    Watched domain = Watched.add(pair);
    // A cache remembers that the name is absent, whatever type it was asked for (RFC 2308).
    domain.dns().remember(domain.policyName(), "CNAME", Duration.ofMinutes(10));
    domain.dns().remember(domain.policyName(), "A", Duration.ofMinutes(10));

    domain.delegate().enable();

    SeenFinding finding =
        domain
            .awaitFinding("negative-answer-cached")
            .severity("info")
            .about(domain.policyName())
            .expectingOnly(domain.policyTarget())
            .foundWithTtl("NXDOMAIN", "127.0.0.1")
            .advises("Wait until");
    long left = finding.json().path("found").path(0).path("ttl_left").asLong();
    assertThat(left).isBetween(1L, 600L);
    String until = finding.advice().replaceAll("Wait until (\\S+):.*", "$1");
    Instant answered = Instant.parse(finding.json().path("found").path(0).path("at").asText());
    assertThat(Instant.parse(until))
        .isEqualTo(answered.plusSeconds(left).truncatedTo(ChronoUnit.SECONDS));
    domain.awaitCnames("seen", "seen");
  }
}
