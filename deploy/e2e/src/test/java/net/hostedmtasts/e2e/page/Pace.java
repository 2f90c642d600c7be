package net.hostedmtasts.e2e.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** How fast the overview is for whoever looks at it; in milliseconds. */
final class Pace {
  /** Whether the times are held to their limits: on a machine that does nothing else. */
  static final boolean COUNTS = Boolean.getBoolean("long");

  static final double LONGEST_TASK = 50;
  static final double FIRST_ROW = 300;

  private static final double MICROSECONDS = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  // From the start of the navigation until the rows have been painted.
  private static final String WATCH_ROWS =
      """
      window.firstRows = new Promise((told) => new MutationObserver((changes, observer) => {
        if (document.querySelector('.domains .rows tr:not(.ghost)')) {
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => told(performance.now())));
        }
      }).observe(document, {childList: true, subtree: true}));
      """;

  // Each task of a thread, with the time on the clock and on a processor.
  private static final List<String> TASKS =
      List.of("toplevel", "disabled-by-default-devtools.timeline");

  private Pace() {}

  /** Loads the overview so often; the times in their order. */
  static List<Double> firstRows(Page page, int rounds) {
    page.addInitScript(WATCH_ROWS);
    return IntStream.range(0, rounds)
        .mapToObj(
            round -> {
              page.reload();
              return number(page.evaluate("firstRows"));
            })
        .sorted()
        .toList();
  }

  /**
   * The longest task of the page's thread while this is done, in processor time: on the clock it
   * lasts as much longer as others keep the processor.
   */
  static double longestTask(Browser browser, Page page, Runnable work) {
    browser.startTracing(page, new Browser.StartTracingOptions().setCategories(TASKS));
    work.run();
    try {
      JsonNode events = JSON.readTree(browser.stopTracing()).path("traceEvents");
      Set<String> pages =
          all(events)
              .filter(event -> event.at("/args/name").asText().equals("CrRendererMain"))
              .map(Pace::thread)
              .collect(Collectors.toSet());
      return all(events)
          .filter(event -> event.path("name").asText().endsWith("RunTask"))
          .filter(event -> event.has("tdur") && pages.contains(thread(event)))
          .mapToDouble(event -> event.path("tdur").asDouble() / MICROSECONDS)
          .max()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> all(JsonNode events) {
    return StreamSupport.stream(events.spliterator(), false);
  }

  private static String thread(JsonNode event) {
    return event.path("pid").asText() + " " + event.path("tid").asText();
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
