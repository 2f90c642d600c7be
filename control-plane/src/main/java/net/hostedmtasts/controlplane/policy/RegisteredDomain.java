package net.hostedmtasts.controlplane.policy;

import com.google.common.net.InternetDomainName;
import java.util.List;

/** The domain right below the public suffix. */
final class RegisteredDomain {
  private RegisteredDomain() {}

  /** That of a name with two labels or more. */
  static String of(DomainName name) {
    if (InternetDomainName.isValid(name.value())
        && InternetDomainName.from(name.value()).isUnderPublicSuffix()) {
      return InternetDomainName.from(name.value()).topPrivateDomain().toString();
    }
    // The list's own rule for names that are not on it: the last label is the suffix.
    List<String> labels = name.labels();
    return String.join(".", labels.subList(labels.size() - 2, labels.size()));
  }
}
