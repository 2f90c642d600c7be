package net.hostedmtasts.controlplane.monitoring;

import jakarta.validation.constraints.NotNull;

/** Whether the owner wants DMARC monitored. */
public record DmarcRequest(@NotNull Boolean enabled) {}
