package net.hostedmtasts.policyserver.process;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Everything that this service and its TLS log, however little matters, with every stack. */
final class LogLines extends Handler implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger SERVICE = Logger.getLogger("net.hostedmtasts");
  private static final Logger TLS = Logger.getLogger("io.netty.handler.ssl");

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  LogLines() {
    setLevel(Level.ALL);
    SERVICE.setLevel(Level.ALL);
    TLS.setLevel(Level.ALL);
    ROOT.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    StringWriter text = new StringWriter();
    text.append(line.getMessage());
    if (line.getParameters() != null) {
      text.append(Arrays.toString(line.getParameters()));
    }
    if (line.getThrown() != null) {
      line.getThrown().printStackTrace(new PrintWriter(text, true));
    }
    lines.add(text.toString());
  }

  String all() {
    return String.join("\n", lines);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
    SERVICE.setLevel(null);
    TLS.setLevel(null);
  }
}
