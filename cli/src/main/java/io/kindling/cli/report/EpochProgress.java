package io.kindling.cli.report;

import io.kindling.cli.text.Progress;
import io.kindling.cli.text.Stage;
import io.kindling.train.Epoch;
import io.kindling.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Shows whoever watches how far a training is, within its epochs too. */
public final class EpochProgress implements TrainingListener, AutoCloseable {
  private final Progress progress;
  private final String before;
  private final int epochs;
  private final long rows;
  private final long batch;
  private final @Nullable Stage stage;
  private boolean begun;

  /**
   * Of a training.
   *
   * @param before what stands before the epoch; empty for nothing
   * @param epochs how many there will be, at most
   * @param rows how many an epoch goes through
   * @param batch how many a step does
   */
  public EpochProgress(Progress progress, String before, int epochs, long rows, long batch) {
    this.progress = progress;
    this.before = before;
    this.epochs = epochs;
    this.rows = rows;
    this.batch = batch;
    this.stage =
        progress.isShown()
            ? progress.begin(name(1), (double) epochs * rows, /* counted= */ false)
            : null;
  }

  private String name(int epoch) {
    return before + "epoch " + epoch + " of " + epochs;
  }

  @Override
  public void stepped(int epoch, int step, float loss) {
    if (stage != null) {
      double earlier = (epoch - 1.0) * rows;
      if (!begun) { // perhaps in the middle, where it was resumed
        stage.call(name(epoch));
        stage.from(earlier + (step - 1.0) * batch);
        begun = true;
      }
      stage.at(earlier + Math.min((double) step * batch, (double) rows));
    }
  }

  @Override
  public void epochEnded(Epoch epoch) {
    if (stage != null) {
      stage.call(name(Math.min(epoch.number() + 1, epochs)));
      stage.note(EpochLines.losses(epoch));
    }
  }

  @Override
  public void close() {
    if (stage != null) {
      progress.end(stage);
    }
  }
}
