package net.hostedmtasts.policyserver.certificate;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import net.hostedmtasts.policyserver.fixture.TestSettings;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;

/** The beans of this package, put together by hand. */
public final class CertificateParts {
  public final SealingKeys sealingKeys;
  public final CertificateTopic topic;
  private final CertificateSettings settings;

  public CertificateParts(byte[]... keys) {
    this(new SealingKeys(Arrays.stream(keys).map(SealingKey::new).toList()), "key");
  }

  /** With the keys in these files, looked at ten times a second. */
  public static CertificateParts ofFiles(Path... files) {
    String paths = Arrays.stream(files).map(Path::toString).collect(Collectors.joining(","));
    return new CertificateParts(new SealingKeys(settings(paths)), paths);
  }

  private CertificateParts(SealingKeys sealingKeys, String files) {
    this.sealingKeys = sealingKeys;
    this.topic = new CertificateTopic(sealingKeys);
    this.settings = settings(files);
  }

  private static CertificateSettings settings(String files) {
    return TestSettings.of(
        CertificateSettings.class,
        Map.of(
            "certificates.sealing-key-files", files, "certificates.sealing-key-interval", "100ms"));
  }

  public SealingKeyWatch watch(EdgeStatus status) {
    return new SealingKeyWatch(sealingKeys, status, settings);
  }

  public SniKeys sniKeys(CurrentTables current, MeterRegistry metrics) {
    return new SniKeys(current, topic, metrics);
  }

  ServiceHostKeys serviceHostKeys(CurrentTables current, EdgeStatus status) {
    return new ServiceHostKeys(current, topic, status);
  }
}
