package net.hostedmtasts.policyserver.topic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One topic as a feature sees it: what a record means. A feature provides it as a bean; reading is
 * done here.
 */
public interface Topic<V extends Revisioned> {
  /** How brokers may drop records of a topic. */
  enum CleanUp {
    /**
     * Only the newest record of each key is kept, for ever. A census says how many keys are served.
     */
    COMPACT,
    /** Records are dropped after a time as well, so that no census can be kept. */
    COMPACT_AND_DELETE
  }

  String name();

  default CleanUp cleanUp() {
    return CleanUp.COMPACT;
  }

  /**
   * Parses one record and checks every limit, those of the key included. Pure: it depends on
   * nothing but the record and settings. Tombstones are not shown to a feature.
   *
   * @param sentAt the record's own time
   */
  V read(String key, byte[] value, Instant sentAt) throws UnreadableRecord;

  /**
   * What is held after {@code received} arrived. Called only when it is not older than {@code
   * held}, by the one writer of {@code tables}. Lets a value keep what it replaces.
   */
  default V replace(@Nullable V held, V received, Tables tables) {
    return received;
  }

  /**
   * Another name under which {@code held} is found besides its key, always the same for one value;
   * null for none. Several values may have the same.
   */
  default @Nullable String alias(V held) {
    return null;
  }

  /**
   * Counts how often something was added to what reading takes, so that records that could not be
   * read before may be readable now. Asked often, by the one thread that reads.
   */
  default int additions() {
    return 0;
  }

  /**
   * Whether {@code held} may be dropped by now, for a topic whose records are only good for a time.
   */
  default boolean expired(V held, Instant now) {
    return false;
  }
}
