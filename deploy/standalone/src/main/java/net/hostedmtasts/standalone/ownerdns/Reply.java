package net.hostedmtasts.standalone.ownerdns;

import java.time.Duration;
import java.util.Optional;

/**
 * What a server does with a question.
 *
 * @param answer none: silence
 * @param cutShort only the question and TC are sent
 * @param delay how long it takes
 */
record Reply(Optional<Answer> answer, boolean cutShort, Duration delay) {

  /** A plain answer. */
  static Reply of(Answer answer) {
    return new Reply(Optional.of(answer), false, Duration.ZERO);
  }

  /** The same, later. */
  Reply later(Duration more) {
    return new Reply(answer, cutShort, delay.plus(more));
  }
}
