package io.kindling.cli.report;

import io.kindling.cli.text.Terminal;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import io.kindling.train.TrainingListener;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how training goes: a line an epoch; of many epochs a bar, or some of the lines. */
public final class EpochLines implements TrainingListener, AutoCloseable {
  private static final int MOST_LINES = 100;
  private static final int SOME_LINES = 20;
  private static final int BAR_WIDTH = 78;

  private final PrintWriter out;
  private final int epochs;
  private final int every;
  private final @Nullable ProgressBar bar;
  private int printed;

  private EpochLines(PrintWriter out, int epochs, int every, @Nullable ProgressBar bar) {
    this.out = out;
    this.epochs = epochs;
    this.every = every;
    this.bar = bar;
  }

  public static EpochLines of(PrintWriter out, int epochs, boolean quiet) {
    if (quiet) {
      return new EpochLines(out, epochs, 0, null);
    }
    if (epochs <= MOST_LINES) {
      return new EpochLines(out, epochs, 1, null);
    }
    if (Terminal.showsProgress()) {
      return new EpochLines(out, epochs, 0, bar(epochs));
    }
    return new EpochLines(out, epochs, (epochs + SOME_LINES - 1) / SOME_LINES, null);
  }

  private static ProgressBar bar(int epochs) {
    return new ProgressBarBuilder()
        .setTaskName("epoch")
        .setInitialMax(epochs)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_WIDTH))
        .build();
  }

  @Override
  public void epochEnded(Epoch epoch) {
    int number = epoch.number();
    if (bar != null) {
      bar.stepTo(number);
      bar.setExtraMessage(losses(epoch));
    } else if (every > 0 && (number == 1 || number == epochs || number % every == 0)) {
      print(epoch);
    }
  }

  /** Shows the last epoch, whichever that is. */
  @Override
  public void ended(History history) {
    if (every > 0 && printed < history.epochs().size()) {
      print(history.last());
    }
  }

  private void print(Epoch epoch) {
    out.println("epoch " + epoch.number() + ", " + losses(epoch));
    out.flush();
    printed = epoch.number();
  }

  private static String losses(Epoch epoch) {
    String validation =
        epoch.validationLoss().isPresent()
            ? ", validation loss " + (float) epoch.validationLoss().getAsDouble()
            : "";
    return "loss " + (float) epoch.loss() + validation;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
