package net.hostedmtasts.controlplane.webhook;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;
import net.hostedmtasts.controlplane.outside.OutsideSettings;

/** The texts of this feature. */
class WebhookTypes {

  @Produces
  @Singleton
  TextType<WebhookUrl> url(Instance<OutsideSettings> outside) {
    // JSON is set up before the settings of a start are read.
    return new TextType<>(
        WebhookUrl.class,
        text -> WebhookUrl.parse(text, outside.get().allowLoopback()),
        WebhookUrl::value);
  }

  @Produces
  @Singleton
  TextType<Description> description() {
    return new TextType<>(Description.class, Description::new, Description::value);
  }

  @Produces
  @Singleton
  TextType<DisabledBecause> disabledBecause() {
    return new TextType<>(DisabledBecause.class, DisabledBecause::parse, DisabledBecause::value);
  }
}
