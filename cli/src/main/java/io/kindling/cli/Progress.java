package io.kindling.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how training goes: a line an epoch; of many epochs a bar, or some of the lines. */
final class Progress implements AutoCloseable {
  /** The launcher says whether people watch; Java 17 to 25 do not agree on how to find out. */
  static final String TERMINAL_PROPERTY = "kindling.terminal";

  private static final int MOST_LINES = 100;
  private static final int SOME_LINES = 20;
  private static final int BAR_WIDTH = 78;

  private final PrintWriter out;
  private final int epochs;
  private final int every;
  private final @Nullable ProgressBar bar;

  private Progress(PrintWriter out, int epochs, int every, @Nullable ProgressBar bar) {
    this.out = out;
    this.epochs = epochs;
    this.every = every;
    this.bar = bar;
  }

  static Progress of(PrintWriter out, int epochs, boolean quiet) {
    if (quiet) {
      return new Progress(out, epochs, 0, null);
    }
    if (epochs <= MOST_LINES) {
      return new Progress(out, epochs, 1, null);
    }
    if (Boolean.getBoolean(TERMINAL_PROPERTY)) {
      return new Progress(out, epochs, 0, bar(epochs));
    }
    return new Progress(out, epochs, (epochs + SOME_LINES - 1) / SOME_LINES, null);
  }

  private static ProgressBar bar(int epochs) {
    return new ProgressBarBuilder()
        .setTaskName("epoch")
        .setInitialMax(epochs)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
        .build();
  }

  void epoch(int epoch, float loss) {
    if (bar != null) {
      bar.stepTo(epoch);
      bar.setExtraMessage("loss " + loss);
    } else if (every > 0 && (epoch == 1 || epoch == epochs || epoch % every == 0)) {
      out.println("epoch " + epoch + ", loss " + loss);
      out.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
