package net.hostedmtasts.e2e.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.e2e.certificate.AcmeFront.Question;
import net.hostedmtasts.e2e.certificate.AcmeFront.Reply;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.TopicClient;
import net.hostedmtasts.standalone.FreePort;
import net.hostedmtasts.standalone.Signing;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Renewals when the authority wants them (RFC 9773), against {@link AcmeFront}. The certificates
 * live for 20 days, so that nothing here is renewed because of its age.
 */
class RenewalInformationTest {
  private static final Duration LIFE = Duration.ofDays(20);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration DAY = Duration.ofDays(1);

  /** Start with {@code @BeforeAll}. */
  @SuppressWarnings("NullAway.Init")
  private static Pair pair;

  @SuppressWarnings("NullAway.Init")
  private static AcmeFront front;

  @BeforeAll
  static void start() {
    int port = FreePort.next();
    Signing signing =
        new Signing.WithPebble(
            Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0"), Optional.of(LIFE));
    pair =
        Pair.prepare(
            "renewal-information",
            settings ->
                settings
                    .withSigning(signing)
                    .withControlPlane(
                        "certificates.acme.acme.directory", AcmeFront.directory(port).toString())
                    .withControlPlane(
                        "certificates.acme.acme.limits.certificates-per-name-and-week", "3"));
    pair.deployment().pebble().restart();
    front =
        AcmeFront.start(
            port,
            pair.deployment().pebble(),
            PebbleConnection.asPebble(pair.deployment().data().path().resolve("pebble")));
    pair.startAll(2);
  }

  @AfterAll
  static void stop() {
    pair.close();
    front.close();
  }

  @Test
  void is_asked_for_as_often_as_the_authority_says_and_renews_when_it_says_so() throws Exception {
    Instant now = Instant.now();
    front.renewals(
        any -> Reply.window(Duration.ofSeconds(3), now.plus(DAY), now.plus(DAY.multipliedBy(2))));
    Hosted hosted = pair.activate().hosted();
    String first = identifier(hosted);
    Pair.await("it is asked for again and again", LIMIT, () -> questions(first).size() >= 4);
    List<Question> asked = questions(first);
    for (int i = 1; i < asked.size(); i++) {
      assertThat(Duration.between(asked.get(i - 1).at(), asked.get(i).at()))
          .as("asked %s", asked)
          .isGreaterThan(Duration.ofMillis(2_500));
    }
    assertThat(front.orders(hosted.policyHost())).hasSize(1);
    assertThat(renewAt(hosted)).isBetween(now.plus(DAY), now.plus(DAY.multipliedBy(2)));

    // The window moves into the past, as after a mass revocation; the next one's does not.
    front.renewals(
        certificate ->
            certificate.equals(first)
                ? Reply.window(Duration.ofSeconds(3), now.minus(DAY), now.minusSeconds(60))
                : Reply.window(Duration.ofHours(6), now.plus(DAY), now.plus(DAY)));
    Pair.await("another certificate is served", LIMIT, () -> !identifier(hosted).equals(first));
    List<JsonNode> orders = front.orders(hosted.policyHost());
    assertThat(orders).hasSize(2);
    assertThat(orders.get(0).has("replaces")).isFalse();
    assertThat(orders.get(1).path("replaces").asText()).isEqualTo(first);
    Pair.await("the next one is asked for", LIMIT, () -> !questions(identifier(hosted)).isEmpty());
    assertThat(front.orders(hosted.policyHost())).hasSize(2);
    System.out.printf(
        "%d questions about renewals, Retry-After 3 s obeyed; renewed with \"replaces\"%n",
        front.questions().size());
  }

  static List<Reply> without_use() {
    Instant now = Instant.now();
    return List.of(
        Reply.problem(500, "serverInternal", Duration.ofSeconds(1)),
        Reply.problem(404, "malformed", Duration.ofSeconds(1)),
        Reply.json(Duration.ofSeconds(1), "{\"suggestedWindow\": "),
        Reply.json(Duration.ofSeconds(1), "{}"),
        Reply.json(
            Duration.ofSeconds(1), "{\"suggestedWindow\": {\"start\": \"today\", \"end\": 7}}"),
        // Ends before it begins.
        Reply.window(Duration.ofSeconds(1), now.plus(DAY), now.minus(DAY)),
        new Reply(200, "text/html", "soon", "<p>for humans"));
  }

  @ParameterizedTest
  @MethodSource
  void without_use(Reply broken) throws Exception {
    front.renewals(any -> broken);
    Hosted hosted = pair.activate().hosted();
    String identifier = identifier(hosted);
    Pair.await("it is asked for", LIMIT, () -> !questions(identifier).isEmpty());
    Pair.await(
        "it is to be asked for again in an hour",
        LIMIT,
        () -> Duration.between(Instant.now(), askAgainAt(hosted)).toMinutes() >= 58);
    assertThat(questions(identifier)).hasSize(1);
    assertThat(Duration.between(Instant.now(), renewAt(hosted)))
        .as("two thirds of the life, with jitter")
        .isBetween(LIFE.multipliedBy(63).dividedBy(100), LIFE.multipliedBy(2).dividedBy(3));
  }

  @Test
  void a_window_and_a_pause_beyond_all_bounds_are_bounded() throws Exception {
    Instant far = Instant.parse("2999-01-01T00:00:00Z");
    front.renewals(any -> Reply.window(DAY.multipliedBy(4_000), far, far.plus(DAY)));
    Hosted hosted = pair.activate().hosted();
    Pair.await(
        "it is asked for again within a day",
        LIMIT,
        () -> Duration.between(Instant.now(), askAgainAt(hosted)).toHours() == 23);
    assertThat(Duration.between(Instant.now(), renewAt(hosted)))
        .as("a quarter of the life is left")
        .isBetween(LIFE.multipliedBy(74).dividedBy(100), LIFE.multipliedBy(3).dividedBy(4));
  }

  @Test
  void a_window_that_is_always_over_ends_at_the_limit_of_a_name() {
    Instant past = Instant.now().minus(DAY);
    // It may be asked for again at once, and is not.
    front.renewals(any -> Reply.window(Duration.ZERO, past, past));
    Hosted hosted = pair.activate().hosted();
    Pair.await("the limit is reached", LIMIT, () -> front.orders(hosted.policyHost()).size() == 3);
    Pair.holds(
        "no more orders",
        Duration.ofSeconds(5),
        () -> front.orders(hosted.policyHost()).size() == 3);
    List<Question> asked = front.questions();
    for (Question one : asked) {
      List<Question> same = questions(one.certificate());
      for (int i = 1; i < same.size(); i++) {
        assertThat(Duration.between(same.get(i - 1).at(), same.get(i).at()))
            .isGreaterThan(Duration.ofMillis(700));
      }
    }
    front.renewals(any -> Reply.problem(404, "malformed", Duration.ZERO));
  }

  private static List<Question> questions(String certificate) {
    return front.questions().stream().filter(one -> one.certificate().equals(certificate)).toList();
  }

  /** Of the certificate that edges serve (RFC 9773, section 4.1). */
  private static String identifier(Hosted hosted) throws GeneralSecurityException {
    String der =
        pair.topics()
            .read(TopicClient.CERTIFICATES, hosted.policyHost())
            .path("chain")
            .path(0)
            .asText();
    X509Certificate leaf =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(der)));
    byte[] extension =
        ASN1OctetString.getInstance(
                leaf.getExtensionValue(Extension.authorityKeyIdentifier.getId()))
            .getOctets();
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(
            AuthorityKeyIdentifier.getInstance(extension).getKeyIdentifierOctets())
        + "."
        + encoder.encodeToString(leaf.getSerialNumber().toByteArray());
  }

  private static Instant renewAt(Hosted hosted) throws SQLException {
    return time("renew_at", hosted);
  }

  private static Instant askAgainAt(Hosted hosted) throws SQLException {
    return time("renewal_asked_at", hosted);
  }

  private static Instant time(String column, Hosted hosted) throws SQLException {
    var database = pair.deployment().database();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        PreparedStatement query =
            connection.prepareStatement(
                "select coalesce("
                    + column
                    + ", to_timestamp(0)) from certificate where newest"
                    + " and policy_host = ?")) {
      query.setString(1, hosted.policyHost());
      try (ResultSet row = query.executeQuery()) {
        assertThat(row.next()).isTrue();
        return row.getTimestamp(1).toInstant();
      }
    }
  }
}
