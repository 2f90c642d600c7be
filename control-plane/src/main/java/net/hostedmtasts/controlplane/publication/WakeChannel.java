package net.hostedmtasts.controlplane.publication;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.revision.Wake;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the other instances by a NOTIFY without payload, on a connection of its own. Losing it
 * costs time, nothing else: the sweep finds every difference.
 */
@ApplicationScoped
class WakeChannel {
  private static final Logger LOG = Logger.getLogger(WakeChannel.class);
  private static final String CHANNEL = "mta_sts_wake";
  private static final Duration RECONNECT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Wake wake;
  private final LeaseSettings leases;
  private final String uri;
  private final String user;
  private final String password;
  private final AtomicBoolean notifying = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean(true);
  private @Nullable PgSubscriber subscriber;

  WakeChannel(
      Vertx vertx,
      Wake wake,
      LeaseSettings leases,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String uri,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") String password) {
    this.vertx = vertx;
    this.wake = wake;
    this.leases = leases;
    this.uri = uri;
    this.user = user;
    this.password = password;
  }

  void start(@Observes StartupEvent started) {
    if (!leases.notifyOthers()) {
      return;
    }
    PgConnectOptions options =
        PgConnectOptions.fromUri(uri.replaceFirst("^vertx-reactive:", ""))
            .setUser(user)
            .setPassword(password);
    PgSubscriber made =
        PgSubscriber.subscriber(vertx, options).reconnectPolicy(retries -> RECONNECT.toMillis());
    made.channel(CHANNEL).handler(payload -> wake.committedElsewhere());
    made.connect().onFailure(failure -> LOG.warnf("NOTIFY is off: %s", failure.getMessage()));
    subscriber = made;
    wake.registerMessenger(this::tellOthers);
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (subscriber != null) {
      subscriber.close();
    }
  }

  /** At most one NOTIFY is under way: all that is committed meanwhile is told by the next. */
  private void tellOthers() {
    told.set(false);
    if (notifying.compareAndSet(false, true)) {
      vertx.runOnContext(started -> notifyOthers());
    }
  }

  private void notifyOthers() {
    PgSubscriber connected = subscriber;
    PgConnection connection = connected == null ? null : connected.actualConnection();
    if (connection == null) {
      notifying.set(false);
      return;
    }
    told.set(true);
    connection.query("NOTIFY " + CHANNEL).execute().onComplete(done -> notified());
  }

  private void notified() {
    notifying.set(false);
    if (!told.get()) {
      tellOthers();
    }
  }
}
