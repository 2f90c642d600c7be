package net.hostedmtasts.controlplane.border;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.orm.JsonFormat;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.hibernate.type.format.jackson.JacksonJsonFormatMapper;

/**
 * The JSON of database columns: plain, and apart from the API's, so that a change there never makes
 * stored rows unreadable.
 */
@JsonFormat
@PersistenceUnitExtension
class ColumnJson implements FormatMapper {
  private final FormatMapper plain = new JacksonJsonFormatMapper(new ObjectMapper());

  @Override
  public <T> T fromString(CharSequence text, JavaType<T> type, WrapperOptions options) {
    return plain.fromString(text, type, options);
  }

  @Override
  public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
    return plain.toString(value, type, options);
  }
}
