package io.kindling.train;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.optim.ClipSpec;
import io.kindling.train.resume.Resumable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a {@link Trainer} was set up; what the parts of a run read. */
final class Settings implements Resumable {
  final Module model;
  final Loss loss;
  final Optimizer optimizer;
  final List<Metric> metrics = new ArrayList<>();
  final List<TrainingListener> listeners = new ArrayList<>();

  /** Rows of a batch; 0 for all of them. */
  int batchSize;

  boolean dropLast;

  /** Where the order of the rows comes from; null for their own. */
  @Nullable TorchRandom order;

  @Nullable Dataset validation;
  @Nullable RemoteJudge judge;
  @Nullable Schedule schedule;
  @Nullable ClipSpec clip;

  /** How many epochs without a better one are borne; 0 to bear them all. */
  int patience;

  @Nullable Saving saving;
  Map<String, String> notes = Map.of();
  @Nullable Checkpoint resumed;

  Settings(Module model, Loss loss, Optimizer optimizer) {
    this.model = model;
    this.loss = loss;
    this.optimizer = optimizer;
  }

  /** Whether there are rows to judge by that are none of the training. */
  boolean validates() {
    return validation != null || judge != null;
  }

  /** How many such rows there are; null if none, or if they are streamed. */
  @Nullable Long validationRows() {
    if (judge != null) {
      return judge.rows();
    }
    return validation == null ? null : DataSize.rows(validation);
  }

  @Override
  public Module model() {
    return model;
  }

  @Override
  public Optimizer optimizer() {
    return optimizer;
  }

  @Override
  public @Nullable Map<String, Double> scheduleState() {
    return schedule == null ? null : schedule.state();
  }

  @Override
  public @Nullable Consumer<Map<String, Double>> scheduleLoader() {
    return schedule == null ? null : schedule::loadState;
  }

  @Override
  public @Nullable TorchRandom order() {
    return order;
  }

  @Override
  public boolean remembersBest() {
    return patience > 0;
  }

  @Override
  public long batches(long rows) {
    long size = batchSize == 0 ? rows : batchSize;
    return dropLast ? rows / size : (rows + size - 1) / size;
  }

  /**
   * When and where checkpoints are saved.
   *
   * @param every after how many steps
   * @param files where to
   * @param keep how many of them stay
   */
  record Saving(int every, CheckpointFiles files, int keep) {}
}
