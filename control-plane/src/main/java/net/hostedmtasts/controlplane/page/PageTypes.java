package net.hostedmtasts.controlplane.page;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The query parameters of every list. */
class PageTypes {

  @Produces
  @Singleton
  TextType<Cursor> cursor() {
    return new TextType<>(Cursor.class, Cursor::parse, Cursor::text);
  }

  @Produces
  @Singleton
  TextType<Limit> limit() {
    return new TextType<>(Limit.class, Limit::parse, limit -> Integer.toString(limit.value()));
  }
}
