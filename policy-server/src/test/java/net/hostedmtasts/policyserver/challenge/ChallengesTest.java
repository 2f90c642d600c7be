package net.hostedmtasts.policyserver.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import net.hostedmtasts.policyserver.fixture.Contract;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Challenges are answered for an hour, to their own host (RFC 8555, section 8.3; deploy/contract).
 */
class ChallengesTest {
  private static final Instant SENT = Instant.parse("2026-11-24T10:15:00Z");
  private static final Contract.Example EXAMPLE = Contract.example("challenge.http-01");

  private static Challenges at(Instant now) throws UnreadableRecord {
    ChallengeTopic topic = new ChallengeTopic();
    Tables tables = new Tables(List.of(topic));
    tables.apply(topic, EXAMPLE.key(), topic.read(EXAMPLE.key(), EXAMPLE.bytes(), SENT));
    return new Challenges(new CurrentTables(tables), topic, Clock.fixed(now, ZoneOffset.UTC));
  }

  @ParameterizedTest(name = "asked at {0}: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mta-sts.example.com      | true  | its host
          MTA-STS.Example.com:8081 | true  | any letter case and port
          mta-sts.example.com.     | true  | a final dot
          mta-sts.example.net      | false | another host
          example.com              | false | the domain
                                   | false | no host
          """)
  void a_token_is_answered_only_for_its_policy_host(String host, boolean answered, String why)
      throws UnreadableRecord {
    assertThat(at(SENT).keyAuthorization(EXAMPLE.key(), host).isPresent()).isEqualTo(answered);
  }

  @Test
  void the_answer_is_exactly_the_key_authorization() throws UnreadableRecord {
    assertThat(at(SENT).keyAuthorization(EXAMPLE.key(), "mta-sts.example.com"))
        .hasValueSatisfying(
            answer -> assertThat(answer).startsWith(EXAMPLE.key() + ".").hasSize(87));
  }

  @Test
  void a_token_keeps_its_letter_case() throws UnreadableRecord {
    String other = EXAMPLE.key().toLowerCase(Locale.ROOT);
    assertThat(at(SENT).keyAuthorization(other, "mta-sts.example.com")).isEmpty();
  }

  @Test
  void a_challenge_is_answered_for_an_hour_after_its_record() throws UnreadableRecord {
    Instant end = SENT.plus(Duration.ofHours(1));
    assertThat(at(end).keyAuthorization(EXAMPLE.key(), "mta-sts.example.com")).isPresent();
    assertThat(at(end.plusMillis(1)).keyAuthorization(EXAMPLE.key(), "mta-sts.example.com"))
        .isEmpty();
  }
}
