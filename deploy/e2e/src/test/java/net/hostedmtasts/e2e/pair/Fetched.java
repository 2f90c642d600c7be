package net.hostedmtasts.e2e.pair;

/** What an edge answered over HTTPS. */
public record Fetched(int status, String body) {}
