package net.hostedmtasts.controlplane.tenant;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** A role as it is stored. */
@Converter(autoApply = true)
class RoleColumn implements AttributeConverter<Role, String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Role role) {
    return role == null ? null : role.value();
  }

  @Override
  public @Nullable Role convertToEntityAttribute(@Nullable String column) {
    return column == null ? null : Role.parse(column);
  }
}
