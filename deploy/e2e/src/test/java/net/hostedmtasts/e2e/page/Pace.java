package net.hostedmtasts.e2e.page;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.IntStream;

/** How fast the overview is for whoever looks at it; in milliseconds. */
final class Pace {
  /** Whether the times are held to their limits: on a machine that does nothing else. */
  static final boolean COUNTS = Boolean.getBoolean("long");

  static final double LONGEST_TASK = 50;
  static final double FIRST_ROW = 300;

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

  // Tasks below 50 ms are not told; what they add up to is seen in the frames.
  private static final String WATCH =
      """
      () => {
        window.pace = {task: 0, frame: 0};
        new PerformanceObserver((list) => list.getEntries().forEach((one) =>
          (pace.task = Math.max(pace.task, one.duration)))).observe({type: 'longtask'});
        let last = performance.now();
        requestAnimationFrame(function frame(now) {
          pace.frame = Math.max(pace.frame, now - last);
          last = now;
          requestAnimationFrame(frame);
        });
      }
      """;

  private Pace() {}

  /** The longest task, 0 where none took 50 ms, and the longest time between two frames. */
  record Scrolled(double longestTask, double longestFrame) {}

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

  static void watchScrolling(Page page) {
    page.evaluate(WATCH);
  }

  static Scrolled scrolled(Page page) {
    return new Scrolled(number(page.evaluate("pace.task")), number(page.evaluate("pace.frame")));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }
}
