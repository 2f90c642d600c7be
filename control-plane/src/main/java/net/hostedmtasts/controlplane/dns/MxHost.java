package net.hostedmtasts.controlplane.dns;

import java.util.Comparator;
import net.hostedmtasts.controlplane.policy.DomainName;

/** One MX record: the lower the preference, the earlier it is tried (RFC 5321, section 5.1). */
public record MxHost(int preference, DomainName name) implements Comparable<MxHost> {
  private static final Comparator<MxHost> ORDER =
      Comparator.comparingInt(MxHost::preference).thenComparing(host -> host.name().value());

  @Override
  public int compareTo(MxHost other) {
    return ORDER.compare(this, other);
  }
}
