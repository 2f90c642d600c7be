package net.hostedmtasts.controlplane.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import net.hostedmtasts.controlplane.event.EventType;
import org.jspecify.annotations.Nullable;

/** A change of a webhook: what is left out stays as it is. */
public record WebhookChange(
    @Nullable WebhookUrl url,
    @Nullable Description description,
    @Size(min = 1, max = WebhookRequest.MOST_TYPES) @Nullable List<@NotNull EventType> eventTypes,
    @Nullable Boolean enabled) {}
