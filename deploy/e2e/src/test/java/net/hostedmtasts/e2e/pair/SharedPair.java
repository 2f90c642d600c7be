package net.hostedmtasts.e2e.pair;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pair with two edges for all tests that leave its parts running: starting one for each class
 * would take longer than the tests. It ends with this JVM.
 */
public final class SharedPair {
  private static @Nullable Pair pair;

  private SharedPair() {}

  /**
   * The pair, started when it is first asked for. Parts that a failed test left ended run again.
   */
  public static synchronized Pair get() {
    if (pair == null) {
      pair =
          Pair.start(
              "shared",
              2,
              settings ->
                  settings
                      .withControlPlane("life.wind-down-at-least", "PT1S")
                      .withControlPlane("zone.txt-ttl", "1"));
      Runtime.getRuntime().addShutdownHook(new Thread(pair::close, "end-of-shared-pair"));
      return pair;
    }
    mend(pair);
    return pair;
  }

  private static void mend(Pair broken) {
    if (!broken.deployment().controlPlane(1).instance().isRunning()) {
      broken.startControlPlane(1);
    }
    for (int edge : List.of(1, 2)) {
      if (!broken.deployment().edge(edge).instance().isRunning()) {
        broken.startEdge(edge);
      }
    }
  }
}
