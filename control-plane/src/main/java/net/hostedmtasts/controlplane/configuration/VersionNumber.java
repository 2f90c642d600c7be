package net.hostedmtasts.controlplane.configuration;

import net.hostedmtasts.controlplane.policy.InvalidValue;

/** Number of a version in a configuration's history, from 1. */
public record VersionNumber(long value) {

  static VersionNumber parse(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new InvalidValue("version number", text, "a whole number from 1");
    }
    return new VersionNumber(Long.parseLong(text));
  }
}
