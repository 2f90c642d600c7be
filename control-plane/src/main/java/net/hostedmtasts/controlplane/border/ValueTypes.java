package net.hostedmtasts.controlplane.border;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.policy.PolicyId;

/** The texts that several features share. */
class ValueTypes {
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");
  // The year 10000 in UTC, which an offset can reach.
  private static final Instant END_OF_TIME = Instant.ofEpochSecond(253_402_300_800L);

  @Produces
  @Singleton
  TextType<DomainName> domainName() {
    return new TextType<>(DomainName.class, DomainName::parse, DomainName::value);
  }

  @Produces
  @Singleton
  TextType<PolicyDomain> policyDomain() {
    return new TextType<>(PolicyDomain.class, PolicyDomain::parse, PolicyDomain::value);
  }

  @Produces
  @Singleton
  TextType<PolicyHost> policyHost() {
    return new TextType<>(PolicyHost.class, PolicyHost::parse, PolicyHost::value);
  }

  @Produces
  @Singleton
  TextType<PolicyId> policyId() {
    return new TextType<>(PolicyId.class, PolicyId::new, PolicyId::value);
  }

  @Produces
  @Singleton
  TextType<MxPattern> mxPattern() {
    return new TextType<>(MxPattern.class, MxPattern::parse, MxPattern::value);
  }

  @Produces
  @Singleton
  TextType<Mode> mode() {
    return new TextType<>(Mode.class, Mode::parse, Mode::value);
  }

  @Produces
  @Singleton
  TextType<UUID> uuid() {
    return new TextType<>(UUID.class, ValueTypes::uuid, UUID::toString);
  }

  @Produces
  @Singleton
  TextType<Instant> instant() {
    return new TextType<>(Instant.class, ValueTypes::instant, Instant::toString);
  }

  // The JDK also takes short forms such as 1-1-1-1-1.
  private static UUID uuid(String text) {
    if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw new InvalidValue("id", text, "a UUID");
    }
    return UUID.fromString(text);
  }

  // The JDK also takes times without seconds and years beyond 9999.
  private static Instant instant(String text) {
    try {
      Instant time =
          RFC_3339.matcher(text).matches() ? OffsetDateTime.parse(text).toInstant() : null;
      if (time != null && time.isBefore(END_OF_TIME)) {
        return time;
      }
    } catch (DateTimeException e) {
      // There is no such day or hour.
    }
    throw new InvalidValue("time", text, "RFC 3339, such as 2026-11-24T05:06:07Z");
  }
}
