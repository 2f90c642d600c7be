package net.hostedmtasts.controlplane.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.certificate.order.CountingAuthority;
import net.hostedmtasts.controlplane.certificate.order.TestOrders;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedRows;
import net.hostedmtasts.controlplane.sealing.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The key-encryption key is replaced, and what it sealed goes on to open. */
class AtRestRotationTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final PolicyHost OTHER = PolicyHost.parse("mta-sts.example.org");

  @TempDir Path folder;

  @Test
  void every_secret_is_sealed_anew_and_the_old_key_may_go() {
    try (Instance before = instance(Map.of())) {
      CountingAuthority authority = new CountingAuthority(before.localAuthority());
      before.issue(authority, HOST);
      TestOrders orders = new TestOrders(before, Map.of());
      orders.want(OTHER);
      authority.refuseWith(NotIssued.refused(OTHER, "not now"));
      orders.turn(authority);
    }
    KeyEncryption changing =
        new KeyEncryption(List.of(TestKeys.key(folder, 7), TestKeys.key(folder, 1)));
    try (Instance during = instance(Map.of())) {
      for (SealedRows rows :
          List.of(SealedHostKeys.ofCertificates(changing), SealedHostKeys.ofOrders(changing))) {
        int again = during.ask(session -> rows.sealSomeAgain(session, 100));
        int left = during.ask(session -> rows.sealSomeAgain(session, 100));
        assertThat(again).as(rows.name()).isOne();
        assertThat(left).as(rows.name()).isZero();
      }
    }
    Map<String, String> replaced =
        Map.of("certificates.key-encryption-key-file", TestKeys.file(folder, 7).toString());
    try (Instance after = instance(replaced)) {
      IssuedCertificate kept =
          after.ask(session -> after.certificates().newest(session, HOST)).orElseThrow();
      assertThatCode(() -> after.renderer().served(kept, 1)).doesNotThrowAnyException();
    }
  }

  private Instance instance(Map<String, String> more) {
    return new Instance(DATABASE.running(), folder, new MovableClock(), more);
  }
}
