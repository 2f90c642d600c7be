package net.hostedmtasts.controlplane;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;

/** Everything that is logged while it is open, at every level, with stack traces. */
public final class CapturedLog implements AutoCloseable {
  private final Formatter format = new PatternFormatter("%p %c %s%e");
  private final Logger root = Logger.getLogger("");
  private final @Nullable Level before = root.getLevel();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(format.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  public CapturedLog() {
    handler.setLevel(Level.ALL);
    root.setLevel(Level.ALL);
    root.addHandler(handler);
  }

  /** All lines. */
  public String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    root.removeHandler(handler);
    root.setLevel(before);
  }
}
