package net.hostedmtasts.policyserver.certificate;

import java.time.Instant;
import net.hostedmtasts.policyserver.topic.Revisioned;
import org.jspecify.annotations.Nullable;

/**
 * The certificate held for one policy host. Holds bytes, because parsed certificates need five
 * times the memory.
 */
public final class HostCertificate implements Revisioned {
  private final long revision;
  private final @Nullable Material material;

  private HostCertificate(long revision, @Nullable Material material) {
    this.revision = revision;
    this.material = material;
  }

  static HostCertificate served(long revision, Material material) {
    return new HostCertificate(revision, material);
  }

  static HostCertificate withdrawn(long revision) {
    return new HostCertificate(revision, null);
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public boolean served() {
    return material != null;
  }

  /** What a handshake needs; null when withdrawn. */
  @Nullable Material material() {
    return material;
  }

  /** When it expires; {@link Instant#MAX} when withdrawn. */
  public Instant notAfter() {
    return material == null ? Instant.MAX : material.notAfter();
  }

  @Override
  public String toString() {
    return "HostCertificate[revision=" + revision + ", notAfter=" + notAfter() + "]";
  }
}
