package net.hostedmtasts.controlplane.revision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys that somebody else wrote into a topic: the database must be able to hold and index them. */
class PublicationKeyTest {
  @Test
  void names_are_possible_keys_and_what_postgresql_cannot_hold_is_not() {
    assertThat(PublicationKey.possible("mta-sts.example.com")).isTrue();
    assertThat(PublicationKey.possible("x".repeat(500))).isTrue();
    assertThat(PublicationKey.possible("x".repeat(501))).as("an index row has a limit").isFalse();
    assertThat(PublicationKey.possible("a\u0000b")).as("text holds no NUL").isFalse();
    assertThat(PublicationKey.possible("a\nb")).isFalse();
    assertThat(PublicationKey.possible("")).isFalse();
  }
}
