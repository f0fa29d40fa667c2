package io.kindling.train;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.optim.ClipSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a {@link Trainer} was set up; what the parts of a run read. */
final class Settings {
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

  /**
   * When and where checkpoints are saved.
   *
   * @param every after how many steps
   * @param files where to
   * @param keep how many of them stay
   */
  record Saving(int every, CheckpointFiles files, int keep) {}
}
