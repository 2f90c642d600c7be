package net.hostedmtasts.policyserver.listener;

import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/** All listeners, opened and closed as one. */
@Singleton
public class Listeners {
  private static final Logger LOG = Logger.getLogger(Listeners.class);

  private final List<Listener> listeners;
  private boolean closed;

  @Inject
  public Listeners(@All List<Listener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /** Throws what a listener throws that cannot be opened. Does nothing after {@link #close()}. */
  public synchronized void open() {
    if (!closed) {
      listeners.forEach(Listener::open);
    }
  }

  /** Closes every listener, also if closing one fails. */
  public synchronized void close() {
    closed = true;
    listeners.forEach(Listeners::close);
  }

  private static void close(Listener listener) {
    try {
      listener.close();
    } catch (RuntimeException e) {
      LOG.errorf(e, "Listener not closed in order: %s", listener.name());
    }
  }
}
