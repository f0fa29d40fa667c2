package io.kindling.train;

import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.CheckpointException;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a training where a checkpoint was taken, or says all that does not agree with it. */
final class Resumption {
  private final Settings settings;
  private final Checkpoint checkpoint;
  private final List<String> findings = new ArrayList<>();

  Resumption(Settings settings, Checkpoint checkpoint) {
    this.settings = settings;
    this.checkpoint = checkpoint;
  }

  /**
   * Loads every state.
   *
   * @param specs those of the run
   * @param epochs how many it is to have
   * @param random the backend's random numbers
   * @throws CheckpointException if the run is not the checkpoint's; nothing has changed then
   */
  void run(Map<String, @Nullable Object> specs, Dataset data, int epochs, TorchRandom random) {
    findings.addAll(RunSpecs.differences(specs, checkpoint.specs(), !options().isEmpty()));
    checkParts();
    checkPosition(data, epochs);
    LiveState before = LiveState.of(settings);
    List<OptimizerSpec> options = options();
    findings.addAll(checkpoint.live().into(settings));
    compare(options, options());
    if (!findings.isEmpty()) {
      before.into(settings);
      throw new CheckpointException(
          "resume",
          "the training must be set up as the checkpoint's was",
          String.join("; ", findings),
          "the same",
          "set it up alike, or load the checkpoint's model into another training");
    }
    checkpoint.random().restore(random, settings.order);
  }

  private List<OptimizerSpec> options() {
    return settings.optimizer.specs();
  }

  /** Compares the groups' options; learning rates change on the way. */
  private void compare(List<OptimizerSpec> now, List<OptimizerSpec> saved) {
    if (now.size() != saved.size()) {
      findings.add("optimizer has " + now.size() + " groups, not " + saved.size());
      return;
    }
    for (int group = 0; group < now.size(); group++) {
      OptimizerSpec then = saved.get(group);
      if (!now.get(group).lr(then.lr()).equals(then)) {
        findings.add("optimizer is " + now.get(group) + ", not " + then);
      }
    }
  }

  /** Looks whether the checkpoint's own parts go with what it says of its training. */
  private void checkParts() {
    if ((checkpoint.live().schedule() != null) != (settings.schedule != null)) {
      findings.add("scheduler: there must be a state where there is a schedule");
    }
    if (checkpoint.random().apart()
        != Boolean.TRUE.equals(checkpoint.specs().get("shuffle_apart"))) {
      findings.add("shuffle_random: there must be a state where shuffle_apart says so");
    }
    boolean remembers = settings.patience > 0 && checkpoint.epoch() > 0;
    if (remembers != (checkpoint.best() != null)) {
      findings.add("early_stopping: there must be a best epoch where one is remembered");
    }
  }

  private void checkPosition(Dataset data, int epochs) {
    Position position = checkpoint.position();
    if (position.epoch() >= epochs) {
      findings.add("epochs is " + epochs + ", and epoch " + (position.epoch() + 1) + " was begun");
    }
    if (data instanceof TableDataset table) {
      long rows = table.rows();
      long size = settings.batchSize == 0 ? rows : settings.batchSize;
      long batches = settings.dropLast ? rows / size : (rows + size - 1) / size;
      if (position.batch() > batches) {
        findings.add("batch is " + position.batch() + ", and an epoch has " + batches);
      }
      TensorData order = position.permutation();
      boolean fits = order == null ? settings.order == null : order.shape().numel() == rows;
      if (!fits || (order != null && settings.order == null)) {
        findings.add("permutation: it must be of the rows, where they are shuffled");
      }
    }
  }
}
