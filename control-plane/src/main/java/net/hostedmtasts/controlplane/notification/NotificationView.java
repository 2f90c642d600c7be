package net.hostedmtasts.controlplane.notification;

/** How a member is told of events. */
public record NotificationView(EmailView email) {}
