package net.hostedmtasts.controlplane.dmarc;

import jakarta.validation.constraints.NotNull;

/** Whether the owner wants DMARC monitored. */
public record DmarcRequest(@NotNull Boolean enabled) {}
