package net.hostedmtasts.policyserver.heartbeat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import net.hostedmtasts.policyserver.topic.edge.EdgeSettings;

/**
 * Names this process: a restarted edge is another one, because it has nothing of what the last one
 * held.
 */
@Singleton
final class EdgeId {
  private final String value;

  @Inject
  EdgeId(EdgeSettings settings) {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    this.value = settings.name() + "-" + HexFormat.of().formatHex(random);
  }

  @Override
  public String toString() {
    return value;
  }
}
