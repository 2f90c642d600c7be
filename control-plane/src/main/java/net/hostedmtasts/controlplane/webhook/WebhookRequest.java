package net.hostedmtasts.controlplane.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import net.hostedmtasts.controlplane.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to be created.
 *
 * @param eventTypes without them: all but {@code findings}, which come with many checks
 * @param enabled without it: yes
 */
public record WebhookRequest(
    @NotNull WebhookUrl url,
    @Nullable Description description,
    @Size(min = 1, max = MOST_TYPES) @Nullable List<@NotNull EventType> eventTypes,
    @Nullable Boolean enabled) {
  static final int MOST_TYPES = 50;

  List<EventType> types() {
    return eventTypes == null
        ? Arrays.stream(EventType.values()).filter(type -> type != EventType.FINDINGS).toList()
        : eventTypes;
  }

  Description text() {
    return description == null ? Description.NONE : description;
  }

  boolean wantsEnabled() {
    return enabled == null || enabled;
  }
}
