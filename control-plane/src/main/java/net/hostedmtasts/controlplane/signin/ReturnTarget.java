package net.hostedmtasts.controlplane.signin;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where somebody goes after the sign-in: a page of this service, never another site. A path that
 * begins with two slashes, or with a backslash in it, is another site to browsers.
 */
record ReturnTarget(String path) {
  static final ReturnTarget HOME = new ReturnTarget("/");
  private static final Pattern LOCAL =
      Pattern.compile("/|/[A-Za-z0-9._~-][A-Za-z0-9/._~%?=&+@:-]{0,499}");

  /** Empty where the text leads anywhere else. */
  static Optional<ReturnTarget> parse(String text) {
    return LOCAL.matcher(text).matches() ? Optional.of(new ReturnTarget(text)) : Optional.empty();
  }
}
