package net.hostedmtasts.controlplane.certificate;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.jspecify.annotations.Nullable;

/** A policy host as text. */
@Converter
public final class PolicyHostColumn implements AttributeConverter<PolicyHost, String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable PolicyHost host) {
    return host == null ? null : host.value();
  }

  @Override
  public @Nullable PolicyHost convertToEntityAttribute(@Nullable String column) {
    return column == null ? null : PolicyHost.parse(column);
  }
}
