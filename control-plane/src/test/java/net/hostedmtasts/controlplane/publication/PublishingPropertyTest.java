package net.hostedmtasts.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Publishing by difference (DESIGN) on one key, with whatever may happen to database, topic and
 * publisher in between.
 */
class PublishingPropertyTest {
  private static final PublicationKey KEY =
      PublicationKey.of(PublishedTopic.POLICIES, "example.com");
  private static final int ENOUGH_PASSES = 8;

  enum Event {
    /** The owner changes the policy. */
    SERVE,
    /** The owner disables it. */
    WITHDRAW,
    /** The publisher looks, and its send arrives. */
    PASS,
    /** The publisher looks, and its send fails. */
    FAILED_PASS,
    /** An instance that was paused reads the row now and sends later. */
    READ_BY_ANOTHER,
    /** It sends what it has read. */
    LATE_SEND,
    /** The topic is made anew. */
    WIPE,
    /** A record that cannot be read is written into the topic. */
    GARBAGE,
    /** A copy of the database is made. */
    BACKUP,
    /** The database is replaced by the copy. */
    RESTORE,
    /** An operator decides that the database is right. */
    ACCEPT
  }

  /** A row and its history, as {@code Publications} keeps them. */
  private record Database(
      long revision, boolean served, int content, @Nullable Long noted, Set<Long> history) {
    static final Database EMPTY = new Database(0, false, 0, null, Set.of());

    Desired desired() {
      return new Desired(KEY, revision, served, Integer.toString(content), noted);
    }

    Database take(boolean nowServed, int nowContent, long clock) {
      long next = Math.max(clock, Math.max(revision, noted == null ? 0 : noted) + 1);
      Set<Long> taken = new HashSet<>(history);
      taken.add(next);
      return new Database(next, nowServed, nowContent, noted, taken);
    }

    Database note(long observed) {
      return new Database(revision, served, content, observed, history);
    }
  }

  private record Shown(Observed observed, int content) {}

  /** Everything, with the owner's changes counted: content n is the n-th. */
  private static final class World {
    Database database = Database.EMPTY.take(true, 1, 1);
    Database backup = database;
    @Nullable Shown topic;
    @Nullable Desired readByAnother;
    boolean held;
    int changes = 1;
    long clock = 1;
    final List<String> overwritten = new ArrayList<>();

    void happens(Event event) {
      // Two changes may fall into one tick of the clock.
      clock += event == Event.SERVE ? 0 : 1;
      switch (event) {
        case SERVE -> change(true);
        case WITHDRAW -> change(false);
        case PASS -> pass(true);
        case FAILED_PASS -> pass(false);
        case READ_BY_ANOTHER -> readByAnother = database.desired();
        case LATE_SEND -> lateSend();
        case WIPE -> topic = null;
        case GARBAGE -> topic = new Shown(new Observed(0, false, 0, 0, 0), 0);
        case BACKUP -> backup = database;
        case RESTORE -> database = backup;
        case ACCEPT -> accept();
      }
    }

    private void change(boolean served) {
      changes++;
      database = database.take(served, changes, clock);
      held = false;
    }

    private void accept() {
      if (held) {
        database = database.take(database.served(), database.content(), clock);
        held = false;
      }
    }

    private void lateSend() {
      if (readByAnother != null) {
        topic = shown(readByAnother);
        readByAnother = null;
      }
    }

    void pass(boolean arrives) {
      Observed observed = topic == null ? null : topic.observed();
      boolean taken = observed != null && database.history().contains(observed.revision());
      Decision decision = Decision.of(database.desired(), observed, taken);
      switch (decision) {
        case IN_SYNC -> noteAndRelease(observed);
        case SEND -> {
          if (arrives) {
            send();
          }
        }
        case TAKE_REVISION -> {
          note(observed);
          database = database.take(database.served(), database.content(), clock);
          held = false;
        }
        case HOLD_RESTORED -> {
          note(observed);
          held = true;
        }
        case HOLD_UNKNOWN, CLEAR -> throw new IllegalStateException("the row is known");
      }
    }

    private void send() {
      Shown next = shown(database.desired());
      // The rule: what is newer and unknown to this database is never overwritten unasked.
      if (topic != null
          && topic.observed().revision() >= next.observed().revision()
          && topic.observed().readable()) {
        overwritten.add(topic + " by " + next);
      }
      topic = next;
    }

    private void noteAndRelease(@Nullable Observed observed) {
      note(observed);
      held = false;
    }

    private void note(@Nullable Observed observed) {
      if (observed != null) {
        database = database.note(observed.revision());
      }
    }

    private static Shown shown(Desired desired) {
      return new Shown(
          new Observed(desired.revision(), desired.served(), 0, 0, 0),
          Integer.parseInt(desired.body()));
    }

    boolean same() {
      return topic != null
          && topic.observed().revision() == database.revision()
          && topic.observed().served() == database.served()
          && topic.content() == database.content();
    }
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return Arbitraries.of(Event.class).list().ofMaxSize(60);
  }

  @Provide
  Arbitrary<List<Event>> eventsWithoutRestore() {
    return Arbitraries.of(Event.class).filter(event -> event != Event.RESTORE).list().ofMaxSize(60);
  }

  private static World after(List<Event> events) {
    World world = new World();
    events.forEach(world::happens);
    return world;
  }

  private static void settle(World world) {
    for (int i = 0; i < ENOUGH_PASSES; i++) {
      world.pass(true);
    }
  }

  @Property
  void topic_and_database_are_the_same_once_sends_arrive(
      @ForAll("eventsWithoutRestore") List<Event> events) {
    World world = after(events);
    settle(world);
    assertThat(world.held).isFalse();
    assertThat(world.same()).isTrue();
  }

  @Property
  void a_newer_record_is_never_overwritten_by_an_older(@ForAll("events") List<Event> events) {
    World world = after(events);
    settle(world);
    assertThat(world.overwritten).isEmpty();
  }

  @Property
  void after_a_restore_the_key_is_the_same_or_held_and_what_is_shown_stays(
      @ForAll("events") List<Event> events) {
    World world = after(events);
    world.happens(Event.PASS);
    Shown before = world.topic;
    world.happens(Event.RESTORE);
    settle(world);
    assertThat(world.held || world.same()).isTrue();
    if (world.held) {
      assertThat(world.topic).isEqualTo(before);
    }
  }

  @Property
  void a_held_key_goes_on_with_the_owners_next_change(@ForAll("events") List<Event> events) {
    World world = after(events);
    settle(world);
    world.happens(Event.SERVE);
    settle(world);
    assertThat(world.same()).isTrue();
    assertThat(world.held).isFalse();
  }

  @Property
  void a_held_key_goes_on_when_an_operator_accepts_it(@ForAll("events") List<Event> events) {
    World world = after(events);
    settle(world);
    world.happens(Event.ACCEPT);
    settle(world);
    assertThat(world.same()).isTrue();
  }
}
