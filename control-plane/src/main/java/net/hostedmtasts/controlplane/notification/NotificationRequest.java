package net.hostedmtasts.controlplane.notification;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import net.hostedmtasts.controlplane.event.EventType;
import org.jspecify.annotations.Nullable;

/** How a member wants to be told of events. */
public record NotificationRequest(@NotNull @Valid EmailChoice email) {
  private static final int MOST_TYPES = 50;

  /**
   * By mail.
   *
   * @param language without it: the one chosen before, or English
   */
  public record EmailChoice(
      boolean enabled,
      @NotNull @Size(min = 1, max = MOST_TYPES) List<@NotNull EventType> eventTypes,
      @Nullable Language language) {}
}
