package net.hostedmtasts.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Everything on one machine with one command. */
public final class Standalone {
  private static final int FAILED = 1;
  private static final int MISUNDERSTOOD = 2;

  private Standalone() {}

  /**
   * Runs until it is asked to end or a part of it ends. Exit code 1: something failed; 2: the
   * command line.
   */
  public static void main(String[] arguments) {
    // Kafka's client would tell of each attempt to reach a broker that is still starting.
    Logger.getLogger("").setLevel(Level.OFF);
    try {
      Options options = Options.parse(List.of(arguments));
      if (options.help()) {
        System.out.print(Options.HELP);
        return;
      }
      run(options);
    } catch (Options.Misunderstood e) {
      System.err.println(e.getMessage() + "\nSee deploy/run.sh --help");
      System.exit(MISUNDERSTOOD);
    } catch (ProcessFailed | UncheckedIOException | IOException e) {
      System.err.println("\nfailed: " + e.getMessage());
      System.exit(FAILED);
    }
  }

  private static void run(Options options) throws IOException {
    Run run = Run.prepare(options, Path.of(System.getProperty("standalone.home", "")));
    // It runs at SIGTERM, at Ctrl-C and at System.exit: there is one way to stop.
    Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
    try {
      run.start();
      run.awaitEndOfAPart();
    } catch (ProcessFailed | UncheckedIOException | IOException e) {
      if (run.isStopping()) {
        return;
      }
      run.keepData();
      throw e;
    }
  }
}
