package net.hostedmtasts.controlplane.domain;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The texts of this feature. */
class DomainTypes {

  @Produces
  @Singleton
  TextType<DomainStatus> status() {
    return new TextType<>(DomainStatus.class, DomainStatus::parse, DomainStatus::value);
  }

  @Produces
  @Singleton
  TextType<MxSource> mxSource() {
    return new TextType<>(MxSource.class, MxSource::parse, MxSource::value);
  }

  @Produces
  @Singleton
  TextType<Tag> tag() {
    return new TextType<>(Tag.class, Tag::parse, Tag::value);
  }
}
