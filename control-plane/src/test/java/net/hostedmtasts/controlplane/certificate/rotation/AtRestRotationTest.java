package net.hostedmtasts.controlplane.certificate.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.controlplane.CapturedLog;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.certificate.order.CountingAuthority;
import net.hostedmtasts.controlplane.certificate.order.TestOrders;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The key-encryption key is replaced, and what it sealed goes on to open. */
class AtRestRotationTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final PolicyHost OTHER = PolicyHost.parse("mta-sts.example.org");
  private static final int OLD = 1;
  private static final int NEW = 7;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void every_secret_is_sealed_anew_and_the_old_key_may_go() {
    try (Instance before = instance(Map.of())) {
      issuedAndRefused(before);
    }
    try (Instance during = instance(Map.of());
        CapturedLog log = new CapturedLog()) {
      Resealing resealing = resealing(during, NEW, OLD);
      assertThat(pass(resealing)).as("there was something to do").isTrue();
      assertThat(log.text()).doesNotContain("may go");
      assertThat(pass(resealing)).isFalse();
      assertThat(log.text()).contains("may go");
    }
    Map<String, String> replaced =
        Map.of("certificates.key-encryption-key-file", TestKeys.file(folder, NEW).toString());
    try (Instance after = instance(replaced)) {
      assertThatCode(() -> after.renderer().served(newest(after, HOST), 1))
          .doesNotThrowAnyException();
    }
  }

  /** A row that somebody else is changing is passed over, and is no reason to give up the key. */
  @Test
  void the_old_key_stays_while_a_locked_row_needs_it() throws SQLException {
    try (Instance instance = instance(Map.of());
        CapturedLog log = new CapturedLog()) {
      issuedAndRefused(instance);
      Resealing resealing = resealing(instance, NEW, OLD);
      try (Connection other = connection();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("select from certificate_order for update");
        pass(resealing);
        assertThat(pass(resealing)).as("nothing else can be done now").isFalse();
        assertThat(log.text()).doesNotContain("may go").contains("=1}");
        other.rollback();
      }
      pass(resealing);
      pass(resealing);
      assertThat(log.text()).contains("may go");
    }
  }

  /** The authority signs, and meanwhile the key of the order is sealed anew. */
  @Test
  void a_turn_in_flight_keeps_the_key_as_it_is_sealed_by_then() {
    try (Instance instance = instance(Map.of())) {
      TestOrders orders = new TestOrders(instance, Map.of());
      CountingAuthority authority = new CountingAuthority(instance.localAuthority()).heldBack();
      orders.want(HOST);
      CompletableFuture<Void> turn = CompletableFuture.runAsync(() -> orders.turn(authority));
      authority.awaitAsked();
      pass(resealing(instance, NEW, OLD));
      authority.letGo();
      turn.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
      assertThat(newest(instance, HOST).sealedKey().keyId())
          .isEqualTo(TestKeys.key(folder, NEW).id());
    }
  }

  /** An instance with the settings of before goes on until it is started anew. */
  @Test
  void what_is_sealed_with_the_old_key_after_all_is_sealed_anew_and_told() {
    try (Instance instance = instance(Map.of());
        CapturedLog log = new CapturedLog()) {
      Resealing resealing = resealing(instance, NEW, OLD);
      pass(resealing);
      assertThat(log.text()).contains("may go");
      instance.issue(instance.localAuthority(), HOST);
      instance.clock().pass(Duration.ofMinutes(2));
      assertThat(pass(resealing)).isTrue();
      assertThat(newest(instance, HOST).sealedKey().keyId())
          .isEqualTo(TestKeys.key(folder, NEW).id());
    }
  }

  /** A key that no setting names cannot be used: the others are sealed anew all the same. */
  @Test
  void a_secret_under_an_unknown_key_is_told_and_holds_up_nothing() {
    try (Instance instance = instance(Map.of());
        CapturedLog log = new CapturedLog()) {
      instance.issue(instance.localAuthority(), OTHER);
      instance.execute("update certificate set key_id = 'unknown'");
      instance.issue(instance.localAuthority(), HOST);
      Resealing resealing = resealing(instance, NEW, OLD);
      pass(resealing);
      pass(resealing);
      assertThat(newest(instance, HOST).sealedKey().keyId())
          .isEqualTo(TestKeys.key(folder, NEW).id());
      assertThat(log.text()).contains("unknown=1").doesNotContain("may go");
    }
  }

  private static void issuedAndRefused(Instance instance) {
    CountingAuthority authority = new CountingAuthority(instance.localAuthority());
    instance.issue(authority, HOST);
    TestOrders orders = new TestOrders(instance, Map.of());
    orders.want(OTHER);
    authority.refuseWith(NotIssued.refused(OTHER, "not now"));
    orders.turn(authority);
  }

  private Resealing resealing(Instance instance, int key, int replaced) {
    KeyEncryption changing =
        new KeyEncryption(List.of(TestKeys.key(folder, key), TestKeys.key(folder, replaced)));
    return new Resealing(
        instance.transactions(), Instance.sealedRows(changing), changing, instance.clock());
  }

  private static boolean pass(Resealing resealing) {
    return resealing.pass().await().atMost(LIMIT);
  }

  private static IssuedCertificate newest(Instance instance, PolicyHost host) {
    return instance.ask(session -> instance.certificates().newest(session, host)).orElseThrow();
  }

  private static Connection connection() throws SQLException {
    return DriverManager.getConnection(
        DATABASE.running().jdbcUrl(), DATABASE.running().user(), DATABASE.running().password());
  }

  private Instance instance(Map<String, String> more) {
    return new Instance(DATABASE.running(), folder, new MovableClock(), more);
  }
}
