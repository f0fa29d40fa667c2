package io.kindling.train;

import io.kindling.Loss;
import io.kindling.train.resume.Position;
import io.kindling.train.resume.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a training has come: epochs, steps, the place in the epoch, the best epoch. */
final class Progress {
  private final List<Epoch> done = new ArrayList<>();
  private final EarlyStopping stopping;
  private final Loss measure;
  private TotalLoss loss;
  private double rate;
  private long step;
  private int batch;

  /** Where to go on within an epoch, until that is done. */
  private @Nullable Position resumed;

  /** At the beginning, or where a checkpoint was taken. */
  Progress(Settings settings) {
    this.measure = settings.loss;
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

  EarlyStopping stopping() {
    return stopping;
  }

  List<Epoch> done() {
    return done;
  }

  /** Begins an epoch, or goes on in the one that a checkpoint was taken in. */
  Feed.Pass begin(Feed feed, double learningRate) {
    Position from = resumed;
    resumed = null;
    if (from != null) {
      batch = from.batch();
      return feed.pass(from.permutation(), batch);
    }
    batch = 0;
    loss = new TotalLoss(measure);
    rate = learningRate;
    return feed.pass();
  }

  /** A step was taken. */
  void stepped(float batchLoss, double counts, int rows) {
    loss.add(batchLoss, counts, rows);
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
  Position position(Feed.Pass pass) {
    return new Position(
        done.size(), step, batch, pass.permutation(), rate, loss.sum(), loss.weight(), loss.rows());
  }
}
