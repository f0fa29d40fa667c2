package io.kindling.report;

import io.kindling.train.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The losses so far, which the training adds to and browsers wait for. */
final class LiveLosses {
  /** So often a browser is told at most, and so long it is let wait, in milliseconds. */
  private static final long OFTEN = 200;

  private static final long LONGEST = 10_000;

  /** In this time a browser that was answered comes back, in milliseconds. */
  private static final long TURN = 500;

  private static final int MOST_AT_ONCE = 5000;
  private static final String NUMBER = "from=\\d{1,9}";
  private static final String JSON = "application/json";

  private final List<Epoch> epochs = new ArrayList<>(); // guarded by this
  private @Nullable String page; // guarded by this
  private boolean ended; // guarded by this
  private boolean delivered; // guarded by this
  private long answered = now() - TURN; // guarded by this
  private volatile int batch;

  /**
   * What a browser is told.
   *
   * @param status how HTTP says it
   * @param type of what kind the text is
   * @param text the text
   */
  record News(int status, String type, String text) {}

  private static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** A step was taken; this is all that it costs. */
  void stepped(int number) {
    batch = number;
  }

  /** An epoch has ended; texts are made of it by who tells of it. */
  synchronized void add(Epoch epoch) {
    epochs.add(epoch);
    batch = 0;
    notifyAll();
  }

  private static String json(Epoch epoch) {
    double validation = epoch.validationLoss().orElse(Double.NaN);
    return "[" + epoch.number() + "," + json(epoch.loss()) + "," + json(validation) + "]";
  }

  private static String json(double number) {
    return Double.isFinite(number) ? Figures.of(number) : "null";
  }

  /** The training has ended, and this is the page of it. */
  synchronized void end(String whole) {
    page = whole;
    ended = true;
    notifyAll();
  }

  /** There is no more to come. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Whether a browser was told just now, and will ask for the page. */
  synchronized boolean isComingBack() {
    return page != null && !delivered && now() - answered < TURN;
  }

  /**
   * Waits until there is something new, or for ten seconds.
   *
   * @param query how many epochs are known, as {@code from=10}
   */
  synchronized News after(@Nullable String query) {
    if (query == null || !query.matches(NUMBER)) {
      return new News(400, "text/plain", "From which epoch on?\n");
    }
    int from = Math.min(epochs.size(), Integer.parseInt(query.substring(query.indexOf('=') + 1)));
    try {
      await(from);
    } catch (InterruptedException e) {
      ended = true; // by who ends the page
    }
    if (ended) {
      String whole = page;
      delivered = true;
      return whole == null
          ? new News(410, "text/plain", "The training has ended.\n")
          : new News(200, "text/html", whole);
    }
    answered = now();
    List<Epoch> more = epochs.subList(from, Math.min(epochs.size(), from + MOST_AT_ONCE));
    String rows = more.stream().map(LiveLosses::json).collect(Collectors.joining(",", "[", "]"));
    return new News(200, JSON, "{\"status\":\"" + status() + "\",\"epochs\":" + rows + "}");
  }

  private String status() {
    if (epochs.isEmpty()) {
      return "The training has begun.";
    }
    Epoch last = epochs.get(epochs.size() - 1);
    String steps = batch > 1 ? " In the next one " + Figures.count(batch) + " steps are done." : "";
    return "Epoch "
        + Figures.count(last.number())
        + " has ended, with a loss of "
        + Figures.of(last.loss())
        + "."
        + steps;
  }

  private void await(int from) throws InterruptedException {
    long asked = now();
    while (!ended) {
      long waited = now() - asked;
      long left = (epochs.size() > from || batch > 1 ? OFTEN : LONGEST) - waited;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }
}
