package io.kindling.cli.text;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last line of a terminal, which says how far a command is, once a stage of it has taken two
 * seconds. Stages only count; a thread of its own looks at them and draws. Where nobody watches,
 * there is no such thread, and nothing is ever printed.
 */
public final class Progress implements AutoCloseable {
  private static final long PATIENCE = 2_000_000_000L;
  private static final long MILLISECONDS = 500;

  private final PrintWriter terminal;
  private final LongSupplier clock;
  private final IntSupplier columns;
  private @Nullable Timer timer;
  private @Nullable Stage stage;
  private int width;
  private int drawn;

  /**
   * Draws nothing by itself.
   *
   * @param terminal where to
   * @param clock the time in nanoseconds
   * @param columns how many characters a line has; asked for with the first line
   */
  Progress(PrintWriter terminal, LongSupplier clock, IntSupplier columns) {
    this.terminal = terminal;
    this.clock = clock;
    this.columns = columns;
  }

  /**
   * On standard error, where people watch that and standard output.
   *
   * @param silent whether they want to see nothing
   */
  public static Progress of(boolean silent) {
    Progress progress =
        new Progress(
            new PrintWriter(System.err, false, StandardCharsets.UTF_8),
            System::nanoTime,
            () -> Terminal.size().columns());
    if (!silent && Terminal.showsProgress()) {
      progress.start();
    }
    return progress;
  }

  private void start() {
    Timer started = new Timer("kindling-progress", /* isDaemon= */ true);
    TimerTask draws =
        new TimerTask() {
          @Override
          public void run() {
            draw();
          }
        };
    started.schedule(draws, MILLISECONDS, MILLISECONDS);
    timer = started;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "kindling-progress-end"));
  }

  /** Whether anybody watches. */
  public boolean isShown() {
    return timer != null;
  }

  /**
   * Begins a stage, in place of the one before.
   *
   * @param what what is done, as {@code reading}
   * @param total how many rows it has in all; 0 or less where that is not known
   * @param counted whether to show how many there were
   */
  public synchronized Stage begin(String what, double total, boolean counted) {
    Stage begun = new Stage(what, total, counted, clock.getAsLong());
    stage = begun;
    return begun;
  }

  /** Ends a stage, unless another one has begun since. */
  public synchronized void end(Stage ended) {
    if (stage == ended) {
      stage = null;
      clear();
    }
  }

  /**
   * Does something that is a stage of its own, of which nothing is counted.
   *
   * @param what what is done, as {@code preparing}
   */
  public <T> T during(String what, Supplier<T> work) {
    Stage begun = begin(what, 0, /* counted= */ false);
    try {
      return work.get();
    } finally {
      end(begun);
    }
  }

  /** Whether there is such a stage, or none at all. */
  public synchronized boolean isFreeFor(String what) {
    return stage == null || stage.isCalled(what);
  }

  /** Prints something, for which the line makes room. */
  public synchronized void print(Runnable lines) {
    clear();
    lines.run();
  }

  /** Draws the line as it is now. */
  synchronized void draw() {
    long now = clock.getAsLong();
    if (stage == null || stage.age(now) < PATIENCE) {
      return;
    }
    if (width == 0) {
      width = columns.getAsInt() - 1; // the last one would begin another line
    }
    String line = stage.line(width, now);
    terminal.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    terminal.flush();
    drawn = line.length();
  }

  private void clear() {
    if (drawn > 0) {
      terminal.print("\r" + " ".repeat(drawn) + "\r");
      terminal.flush();
      drawn = 0;
    }
  }

  @Override
  public synchronized void close() {
    stage = null;
    clear();
    if (timer != null) {
      timer.cancel();
    }
  }
}
