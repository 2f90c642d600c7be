package net.hostedmtasts.policyserver.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.hostedmtasts.policyserver.fixture.Contract;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;
import org.junit.jupiter.api.Test;

/** Which challenges are answered over TLS, which over HTTP, and for how long (deploy/contract). */
class TlsChallengesTest {
  private static final Instant SENT = Instant.parse("2026-11-24T10:15:00Z");
  private static final String HOST = "mta-sts.example.com";
  private static final Contract.Example OVER_TLS = Contract.example("challenge.tls-alpn-01");
  private static final Contract.Example OVER_HTTP = Contract.example("challenge.http-01");
  private static final String TOKEN = OVER_HTTP.key();

  private final ChallengeTopic topic = new ChallengeTopic();
  private final Tables tables = new Tables(List.of(topic));

  private TlsChallenges overTls(Instant now) {
    return new TlsChallenges(new CurrentTables(tables), topic, Clock.fixed(now, ZoneOffset.UTC));
  }

  private Challenges overHttp() {
    return new Challenges(new CurrentTables(tables), topic, Clock.fixed(SENT, ZoneOffset.UTC));
  }

  private void apply(String token, String value, Instant sentAt) throws UnreadableRecord {
    tables.apply(topic, token, topic.read(token, value.getBytes(UTF_8), sentAt));
  }

  @Test
  void a_challenge_over_tls_is_answered_by_host_and_its_token_not_over_http()
      throws UnreadableRecord {
    apply(OVER_TLS.key(), OVER_TLS.value(), SENT);
    assertThat(overTls(SENT).pending()).isTrue();
    assertThat(overTls(SENT).pending(HOST)).isTrue();
    assertThat(overTls(SENT).pending("mta-sts.example.net")).isFalse();
    assertThat(overHttp().keyAuthorization(OVER_TLS.key(), HOST)).isEmpty();
  }

  @Test
  void a_challenge_over_http_is_not_looked_for_in_handshakes() throws UnreadableRecord {
    apply(OVER_HTTP.key(), OVER_HTTP.value(), SENT);
    assertThat(overTls(SENT).pending()).isFalse();
    assertThat(overTls(SENT).pending(HOST)).isFalse();
    assertThat(overHttp().keyAuthorization(OVER_HTTP.key(), HOST)).isPresent();
  }

  /** Boulder uses one token for all challenges of an authorization: so do the two examples. */
  @Test
  void two_challenges_with_one_token_are_answered_both_at_the_same_time() throws UnreadableRecord {
    assertThat(OVER_TLS.value()).contains("\"" + TOKEN + ".");
    apply(OVER_HTTP.key(), OVER_HTTP.value(), SENT);
    apply(OVER_TLS.key(), OVER_TLS.value(), SENT.plusSeconds(1));
    assertThat(overHttp().keyAuthorization(TOKEN, HOST)).isPresent();
    assertThat(overTls(SENT).certificate(HOST)).isPresent();
  }

  /** What a control-plane of before sends. */
  @Test
  void a_challenge_over_tls_is_answered_under_any_key() throws UnreadableRecord {
    apply(TOKEN, OVER_TLS.value(), SENT);
    assertThat(overTls(SENT).certificate(HOST)).isPresent();
    assertThat(overHttp().keyAuthorization(TOKEN, HOST)).isEmpty();
  }

  @Test
  void a_challenge_without_a_type_is_one_over_http() throws UnreadableRecord {
    String older = OVER_HTTP.value().replace("\"type\":\"http-01\",", "");
    assertThat(older).doesNotContain("type");
    apply(OVER_HTTP.key(), older, SENT);
    assertThat(overHttp().keyAuthorization(OVER_HTTP.key(), HOST)).isPresent();
  }

  @Test
  void a_challenge_of_another_type_is_unreadable() {
    String other = OVER_HTTP.value().replace("http-01", "dns-01");
    assertThatThrownBy(() -> apply(OVER_HTTP.key(), other, SENT))
        .isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void a_challenge_is_answered_for_an_hour_after_its_record() throws UnreadableRecord {
    apply(OVER_TLS.key(), OVER_TLS.value(), SENT);
    Instant end = SENT.plus(Duration.ofHours(1));
    assertThat(overTls(end).certificate(HOST)).isPresent();
    assertThat(overTls(end.plusMillis(1)).certificate(HOST)).isEmpty();
    tables.removeExpired(end.plusMillis(1));
    assertThat(overTls(SENT).pending()).as("nothing is looked at any more").isFalse();
  }

  @Test
  void of_several_for_one_host_the_newest_counts_whatever_came_last() throws UnreadableRecord {
    apply("new", OVER_TLS.value().replace(TOKEN + ".", "new."), SENT.plusSeconds(2));
    apply("old", OVER_TLS.value().replace(TOKEN + ".", "old."), SENT);
    TlsChallenges both = overTls(SENT);
    assertThat(extension(both)).isEqualTo(extensionOf("new"));
    tables.remove(topic, "new");
    assertThat(extension(both)).as("the other is still there").isEqualTo(extensionOf("old"));
    tables.remove(topic, "old");
    assertThat(both.pending()).isFalse();
  }

  private static byte[] extension(TlsChallenges challenges) {
    return challenges.certificate(HOST).orElseThrow().getExtensionValue("1.3.6.1.5.5.7.1.31");
  }

  private static byte[] extensionOf(String token) {
    String authorization =
        OVER_TLS.value().replaceAll(".*\"key_authorization\":\"[^.]*(\\.[^\"]*)\".*", token + "$1");
    return new ValidationCertificates(Clock.systemUTC())
        .make(HOST, authorization)
        .getExtensionValue("1.3.6.1.5.5.7.1.31");
  }

  @Test
  void a_certificate_is_made_once_and_dropped_with_its_challenge() throws UnreadableRecord {
    apply(OVER_TLS.key(), OVER_TLS.value(), SENT);
    TlsChallenges challenges = overTls(SENT);
    var made = challenges.certificate(HOST).orElseThrow();
    assertThat(challenges.certificate(HOST)).containsSame(made);
    apply(OVER_TLS.key(), OVER_TLS.value(), SENT.plusSeconds(1));
    assertThat(challenges.certificate(HOST).orElseThrow()).isNotSameAs(made);
  }

  @Test
  void no_challenge_shows_its_key_authorization_as_text() throws UnreadableRecord {
    var read = topic.read(OVER_TLS.key(), OVER_TLS.bytes(), SENT);
    assertThat(read.toString()).contains("TLS_ALPN_01").doesNotContain("thumb", TOKEN);
  }
}
