package net.hostedmtasts.controlplane.tenant;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the first tenant, the operator of the service, gets its first token. Read only while there is
 * no tenant.
 */
@ConfigMapping(prefix = "tenants")
public interface TenantSettings {

  /**
   * The first admin token itself: 32 to 200 letters, digits or {@code . _ ~ + / = -}. For secrets
   * that are given from outside.
   */
  Optional<String> firstAdminToken();

  /** Where a generated first admin token is written (mode 600), if none is set. */
  Optional<Path> firstAdminTokenFile();
}
