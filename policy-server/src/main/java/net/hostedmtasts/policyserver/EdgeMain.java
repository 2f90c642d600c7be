package net.hostedmtasts.policyserver;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import net.hostedmtasts.policyserver.heartbeat.EdgeLifecycle;

/** Runs until it is asked to stop, and then leaves while everything still answers. */
@QuarkusMain
public class EdgeMain implements QuarkusApplication {
  private final EdgeLifecycle lifecycle;

  @Inject
  EdgeMain(EdgeLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public int run(String... arguments) {
    Quarkus.waitForExit();
    lifecycle.leave();
    return 0;
  }
}
