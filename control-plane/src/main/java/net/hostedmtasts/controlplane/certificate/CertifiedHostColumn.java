package net.hostedmtasts.controlplane.certificate;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.jspecify.annotations.Nullable;

/** A policy host as text. */
@Converter
public final class CertifiedHostColumn implements AttributeConverter<CertifiedHost, String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable CertifiedHost host) {
    return host == null ? null : host.value();
  }

  @Override
  public @Nullable CertifiedHost convertToEntityAttribute(@Nullable String column) {
    return column == null ? null : CertifiedHost.parse(column);
  }
}
