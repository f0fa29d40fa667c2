package io.kindling.cli.report;

import io.kindling.train.Epoch;
import io.kindling.train.History;
import io.kindling.train.TrainingListener;
import java.util.function.Consumer;

/** Says how training goes: a line an epoch; of many epochs, some of the lines. */
public final class EpochLines implements TrainingListener {
  private static final int MOST_LINES = 100;
  private static final int SOME_LINES = 20;

  private final Consumer<String> print;
  private final int epochs;
  private final int every;
  private int printed;

  /**
   * Of a training.
   *
   * @param print takes each line
   * @param epochs how many epochs there will be, at most
   */
  public EpochLines(Consumer<String> print, int epochs) {
    this.print = print;
    this.epochs = epochs;
    this.every = epochs <= MOST_LINES ? 1 : (epochs + SOME_LINES - 1) / SOME_LINES;
  }

  @Override
  public void epochEnded(Epoch epoch) {
    int number = epoch.number();
    if (number == 1 || number == epochs || number % every == 0) {
      print(epoch);
    }
  }

  /** Shows the last epoch, whichever that is. */
  @Override
  public void ended(History history) {
    if (printed < history.epochs().size()) {
      print(history.last());
    }
  }

  private void print(Epoch epoch) {
    print.accept("epoch " + epoch.number() + ", " + losses(epoch));
    printed = epoch.number();
  }

  static String losses(Epoch epoch) {
    String validation =
        epoch.validationLoss().isPresent()
            ? ", validation loss " + (float) epoch.validationLoss().getAsDouble()
            : "";
    return "loss " + (float) epoch.loss() + validation;
  }
}
