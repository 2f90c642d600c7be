package net.hostedmtasts.e2e.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.hostedmtasts.e2e.pair.Pair;
import org.jspecify.annotations.Nullable;

/**
 * One pair with two edges for all tests of this package: it checks each domain every second, and
 * trusts the {@link TestAuthority} besides its own one. It ends with this JVM.
 */
final class LifePair {
  /** The certificate authority that the CAA records of the service zone allow. */
  static final String CAA_ISSUE = "ca.test";

  /** Where the operator receives DMARC reports. */
  static final String DMARC_INTAKE = "mailto:dmarc@intake.test";

  private static @Nullable Pair pair;

  private LifePair() {}

  static synchronized Pair get() {
    if (pair == null) {
      pair = start();
      Runtime.getRuntime().addShutdownHook(new Thread(pair::close, "end-of-life-pair"));
    }
    return pair;
  }

  private static Pair start() {
    try {
      Path trust = Files.createTempFile("life-trust", ".pem");
      trust.toFile().deleteOnExit();
      Files.writeString(trust, TestAuthority.INSTANCE.pem());
      Pair started =
          Pair.start(
              "life",
              2,
              settings ->
                  settings
                      .withControlPlane("checks.active", "PT1S")
                      .withControlPlane("checks.asked-at-most-each", "PT0.1S")
                      .withControlPlane("check.trust", trust.toString())
                      .withControlPlane("life.wind-down-at-least", "PT1S")
                      .withControlPlane("zone.txt-ttl", "1")
                      .withControlPlane("zone.caa-issue", CAA_ISSUE)
                      .withControlPlane("dmarc.intake", DMARC_INTAKE));
      trustBoth(started, trust);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The local authority is made by the first start, and roots are read at each. */
  private static void trustBoth(Pair started, Path trust) throws IOException {
    Files.writeString(
        trust,
        Files.readString(started.deployment().data().authority()),
        StandardOpenOption.APPEND);
    started.deployment().controlPlane(1).instance().close();
    started.startControlPlane(1);
  }
}
