package net.hostedmtasts.policyserver.certificate;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import net.hostedmtasts.policyserver.topic.CurrentTables;

/** The beans of this package, put together by hand. */
public final class CertificateParts {
  public final SealingKeys sealingKeys;
  public final CertificateTopic topic;

  public CertificateParts(byte[]... keys) {
    this.sealingKeys = new SealingKeys(Arrays.stream(keys).map(SealingKey::new).toList());
    this.topic = new CertificateTopic(sealingKeys);
  }

  public SniKeys sniKeys(CurrentTables current, MeterRegistry metrics) {
    return new SniKeys(current, topic, metrics);
  }
}
