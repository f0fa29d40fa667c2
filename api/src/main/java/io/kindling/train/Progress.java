package io.kindling.train;

import io.kindling.nn.LossSpec;
import io.kindling.train.resume.Position;
import io.kindling.train.resume.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a training has come: epochs, steps, the place in the epoch, the best epoch. */
final class Progress {
  private final List<Epoch> done = new ArrayList<>();
  private final EarlyStopping stopping;
  private final @Nullable LossSpec measure;
  private TotalLoss loss;
  private double rate;
  private long step;
  private int batch;
  private float batchLoss;
  private long batchRows;

  /** Where to go on within an epoch, until that is done. */
  private @Nullable Position resumed;

  /** At the beginning, or where a checkpoint was taken. */
  Progress(Settings settings) {
    this.measure = settings.loss.spec();
    this.loss = new TotalLoss(measure);
    this.stopping = new EarlyStopping(settings.model, settings.patience);
    Checkpoint from = settings.resumed;
    if (from != null) {
      Snapshot snapshot = from.snapshot();
      Position position = snapshot.position();
      resumed = position;
      done.addAll(from.history());
      stopping.goOn(done, snapshot.past().best());
      loss = new TotalLoss(measure, position.lossSum(), position.lossWeight(), position.lossRows());
      rate = position.rate();
      step = position.step();
    }
  }

  /** The number of the epoch that is to come or in progress. */
  int epoch() {
    return done.size() + 1;
  }

  long step() {
    return step;
  }

  /** How many batches of the epoch were taken. */
  int batch() {
    return batch;
  }

  /** The loss of the last step, before it. */
  float batchLoss() {
    return batchLoss;
  }

  /** How many rows the last step was taken with. */
  long batchRows() {
    return batchRows;
  }

  EarlyStopping stopping() {
    return stopping;
  }

  List<Epoch> done() {
    return done;
  }

  /** Begins an epoch, or goes on in the one that a checkpoint was taken in. */
  Course.Steps begin(Course course, double learningRate) {
    Position from = resumed;
    resumed = null;
    if (from != null) {
      batch = from.batch();
      return course.epoch(from.permutation(), batch);
    }
    batch = 0;
    loss = new TotalLoss(measure);
    rate = learningRate;
    return course.epoch();
  }

  /** A step was taken. */
  void stepped(float ofBatch, double counts, long rows) {
    batchLoss = ofBatch;
    batchRows = rows;
    loss.add(ofBatch, counts, rows);
    step++;
    batch++;
  }

  /** The training loss of the epoch so far. */
  double loss() {
    return loss.value();
  }

  /** The learning rate that the epoch began with. */
  double rate() {
    return rate;
  }

  /** An epoch was completed. */
  void completed(Epoch epoch) {
    done.add(epoch);
  }

  /** Where it is in an epoch's data. */
  Position position(Course.Steps steps) {
    return new Position(
        done.size(),
        step,
        batch,
        steps.permutation(),
        rate,
        loss.sum(),
        loss.weight(),
        loss.rows());
  }
}
