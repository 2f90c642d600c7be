package net.hostedmtasts.controlplane.tenant;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** A scope as it is stored. */
@Converter(autoApply = true)
class ScopeColumn implements AttributeConverter<Scope, String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Scope scope) {
    return scope == null ? null : scope.value();
  }

  @Override
  public @Nullable Scope convertToEntityAttribute(@Nullable String column) {
    return column == null ? null : Scope.parse(column);
  }
}
