package net.hostedmtasts.controlplane.revision;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells whoever works off differences that there may be one. Carries nothing: what is to be done
 * stands in the database.
 */
@ApplicationScoped
public class Wake {
  private final List<Runnable> sleepers = new CopyOnWriteArrayList<>();
  private final List<Runnable> commitSleepers = new CopyOnWriteArrayList<>();
  private final List<Runnable> messengers = new CopyOnWriteArrayList<>();

  /** Calls {@code sleeper} at each wake-up; it must return at once and may not throw. */
  public void register(Runnable sleeper) {
    sleepers.add(sleeper);
  }

  /** The same after commits alone, for what neither a record nor a heartbeat changes. */
  public void registerForCommits(Runnable sleeper) {
    commitSleepers.add(sleeper);
  }

  /**
   * Calls {@code messenger} after each commit, to wake the other instances; it must return at once.
   */
  public void registerMessenger(Runnable messenger) {
    messengers.add(messenger);
  }

  /** To be called after a commit that changed what is to be published. */
  public void committed() {
    committedElsewhere();
    messengers.forEach(Runnable::run);
  }

  /** Another instance has committed something. */
  public void committedElsewhere() {
    up();
    commitSleepers.forEach(Runnable::run);
  }

  /** Wakes this instance alone. */
  public void up() {
    sleepers.forEach(Runnable::run);
  }
}
