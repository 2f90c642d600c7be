package net.hostedmtasts.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system and the JVM say about a process. */
record ProcessFigures(long pid) {
  /** Linux counts CPU time for programs in hundredths of a second on every machine. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int CHILDREN_USER_TIME = 13;
  private static final int CHILDREN_SYSTEM_TIME = 14;
  private static final double MEBIBYTE = 1024 * 1024;
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  double cpuSeconds() throws IOException {
    return seconds(fields(pid), USER_TIME, SYSTEM_TIME);
  }

  /** Of the process and of its children, the ended ones included: a database is many processes. */
  double cpuSecondsWithChildren() throws IOException {
    List<String> own = fields(pid);
    double all =
        seconds(own, USER_TIME, SYSTEM_TIME)
            + seconds(own, CHILDREN_USER_TIME, CHILDREN_SYSTEM_TIME);
    for (ProcessHandle child : ProcessHandle.of(pid).orElseThrow().children().toList()) {
      all += new ProcessFigures(child.pid()).cpuSeconds();
    }
    return all;
  }

  private static double seconds(List<String> fields, int user, int system) {
    return (Long.parseLong(fields.get(user)) + Long.parseLong(fields.get(system)))
        / TICKS_PER_SECOND;
  }

  private static List<String> fields(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The name in parentheses may contain anything.
    return Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1));
  }

  double residentMebibytes() throws IOException {
    return number(RESIDENT, Files.readString(Path.of("/proc/" + pid + "/status"))) / 1024;
  }

  /** The most that was ever resident. */
  double peakMebibytes() throws IOException {
    return number(PEAK, Files.readString(Path.of("/proc/" + pid + "/status"))) / 1024;
  }

  /** What is live after a full collection: a histogram begins with one. */
  double liveHeapMebibytes() throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    return number(TOTAL, histogram) / MEBIBYTE;
  }

  static double loadAverage() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
  }

  private static double number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("No " + pattern + " in: " + text);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
