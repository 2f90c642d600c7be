package net.hostedmtasts.controlplane.notification;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.net.InetAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server on loopback (RFC 5321) that keeps what it takes. */
final class TestMailServer implements AutoCloseable {
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Taken> mails = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();

  /**
   * A mail that was taken.
   *
   * @param text its header and body, without the dots that SMTP adds
   */
  record Taken(String to, String text) {
    String header(String name) {
      String head = text.substring(0, text.indexOf("\n\n")).replaceAll("\n[ \t]+", " ");
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  TestMailServer() {
    try {
      listener = new ServerSocket(0, 20, InetAddresses.forString("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::serve);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Refuses so many recipients for now (RFC 5321, section 4.2.1). */
  void refuse(int times) {
    refusals.set(times);
  }

  List<Taken> to(String address) {
    return mails.stream().filter(mail -> mail.to().equals(address)).toList();
  }

  private void serve() {
    try {
      while (!listener.isClosed()) {
        Socket connection = listener.accept();
        threads.execute(() -> talk(connection));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private void talk(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
      OutputStream out = connection.getOutputStream();
      say(out, "220 test");
      String to = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
          case "EHLO" -> say(out, "250-test\r\n250 8BITMIME");
          case "RCPT" -> {
            to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
            say(out, refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? "451 later" : "250 ok");
          }
          case "DATA" -> {
            say(out, "354 go on");
            mails.add(new Taken(to, data(in)));
            say(out, "250 taken");
          }
          case "QUIT" -> {
            say(out, "221 bye");
            return;
          }
          default -> say(out, "250 ok");
        }
      }
    } catch (IOException gone) {
      // The client went away.
    }
  }

  private static String data(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      lines.add(line.startsWith(".") ? line.substring(1) : line);
    }
    return String.join("\n", lines);
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
