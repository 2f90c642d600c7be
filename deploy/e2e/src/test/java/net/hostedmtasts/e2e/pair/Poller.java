package net.hostedmtasts.e2e.pair;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Asks one edge for a domain's document and TXT record, again and again, on connections that it
 * keeps. An edge that is not there, paused or ended answers nothing, which is no fault; whatever an
 * edge answers must be right.
 */
public final class Poller implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(20);

  private final Watch watch;
  private final String name;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread poller = new Thread(task, "poller");
            poller.setDaemon(true);
            return poller;
          });
  private final KeptConnection connection;

  private Poller(EdgeClient edge, Hosted hosted, Watch watch) {
    this.connection = new KeptConnection(edge, hosted);
    this.watch = watch;
    this.name = edge.edge().instance().name();
  }

  /** Starts to ask. */
  @SuppressWarnings("FutureReturnValueIgnored") // What fails is told to the watch.
  public static Poller start(EdgeClient edge, Hosted hosted, Watch watch) {
    Poller poller = new Poller(edge, hosted, watch);
    poller.thread.scheduleAtFixedRate(poller::ask, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return poller;
  }

  private void ask() {
    try {
      askForDocument();
      askForTxt();
    } catch (RuntimeException | Error e) {
      watch.wrong(name, "was asked in vain: " + e);
    }
  }

  private void askForDocument() {
    try {
      connection.open();
      long askedAt = System.nanoTime();
      Fetched fetched = connection.fetch();
      if (fetched.status() == 200) {
        watch.document(name, Configuration.numberIn(fetched.body()), askedAt);
      } else {
        watch.wrong(name, "answered " + fetched);
      }
    } catch (SSLException e) {
      if (String.valueOf(e.getMessage()).contains("fatal alert")) {
        watch.wrong(name, "refused the handshake: " + e.getMessage());
      }
    } catch (IOException notThere) {
      // An edge that does not answer says nothing wrong.
    }
  }

  private void askForTxt() {
    try {
      List<String> texts = connection.texts();
      long answeredAt = System.nanoTime();
      if (texts.size() == 1) {
        watch.id(name, texts.get(0).replaceAll("^v=STSv1; id=(.*);$", "$1"), answeredAt);
      } else {
        watch.wrong(name, "answered the TXT records " + texts);
      }
    } catch (IOException notThere) {
      // An edge that does not answer says nothing wrong.
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
        watch.wrong(name, "has not answered for 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
