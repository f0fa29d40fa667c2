package io.kindling.train.resume;

import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.error.CheckpointException;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a training where a checkpoint was taken, or says all that does not agree with it. */
public final class Resumption {
  /** Compared by its options where it has descriptions: its learning rate is state. */
  private static final String OPTIMIZER = "optimizer";

  private final Resumable training;
  private final Snapshot snapshot;
  private final List<String> findings = new ArrayList<>();

  /**
   * Of a training that has not begun.
   *
   * @param training what is to go on
   * @param snapshot from where
   */
  public Resumption(Resumable training, Snapshot snapshot) {
    this.training = training;
    this.snapshot = snapshot;
  }

  /**
   * Loads every state.
   *
   * @param specs how the training is set up, by name
   * @param rows how many rows it trains on; null where they are streamed
   * @param epochs how many it is to have
   * @param random the backend's random numbers
   * @throws CheckpointException if the training is not the checkpoint's; nothing has changed then
   */
  public void run(
      Map<String, @Nullable Object> specs, @Nullable Long rows, int epochs, TorchRandom random) {
    compare(specs);
    checkParts();
    checkPosition(rows, epochs);
    LiveState before = LiveState.of(training);
    List<OptimizerSpec> options = options();
    findings.addAll(snapshot.live().into(training));
    compare(options, options());
    if (!findings.isEmpty()) {
      before.into(training);
      throw new CheckpointException(
          "resume",
          "the training must be set up as the checkpoint's was",
          String.join("; ", findings),
          "the same",
          "set it up alike, or load the checkpoint's model into another training");
    }
    snapshot.random().restore(random, training.order());
  }

  private List<OptimizerSpec> options() {
    return training.optimizer().specs();
  }

  /** Compares how two trainings were set up: those that agree are alike. */
  private void compare(Map<String, @Nullable Object> specs) {
    Set<String> names = new LinkedHashSet<>(specs.keySet());
    names.addAll(snapshot.specs().keySet());
    if (!options().isEmpty()) {
      names.remove(OPTIMIZER);
    }
    for (String name : names) {
      Object now = specs.get(name);
      Object then = snapshot.specs().get(name);
      if (!Objects.equals(now, then)) {
        findings.add(name + " is " + Entries.describe(now) + ", not " + Entries.describe(then));
      }
    }
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
    if ((snapshot.live().schedule() != null) != (training.scheduleLoader() != null)) {
      findings.add(
          "scheduler: the checkpoint must have a state if, and only if, the training has a"
              + " schedule");
    }
    if (snapshot.random().apart() != Boolean.TRUE.equals(snapshot.specs().get("shuffle_apart"))) {
      findings.add(
          "shuffle_random: the checkpoint must have a state if, and only if, shuffle_apart is"
              + " true");
    }
    boolean remembers = training.remembersBest() && snapshot.past().epochs() > 0;
    if (remembers != (snapshot.past().best() != null)) {
      findings.add(
          "early_stopping: the checkpoint must have a best epoch if, and only if, early stopping"
              + " remembers one");
    }
  }

  private void checkPosition(@Nullable Long rows, int epochs) {
    Position position = snapshot.position();
    if (position.epoch() >= epochs) {
      findings.add("epochs is " + epochs + ", but epoch " + (position.epoch() + 1) + " had begun");
    }
    if (rows != null) {
      long batches = training.batches(rows);
      if (position.batch() > batches) {
        findings.add("batch is " + position.batch() + ", but an epoch has " + batches);
      }
      TensorData order = position.permutation();
      boolean shuffles = training.order() != null;
      boolean fits = order == null ? !shuffles : order.shape().numel() == rows;
      if (!fits || (order != null && !shuffles)) {
        findings.add(
            "permutation: the checkpoint must have one of all rows if, and only if, they are"
                + " shuffled");
      }
    }
  }
}
