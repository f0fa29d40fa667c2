package io.kindling.cli.training;

import io.kindling.Backend;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.model.Start;
import io.kindling.cli.options.Standardize;
import io.kindling.cli.options.TrainingOptions;
import io.kindling.cli.options.ValidationOptions;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.TrainingTable;
import io.kindling.core.Device;
import io.kindling.data.Dataset;
import io.kindling.data.Standardizer;
import io.kindling.nn.ModuleSpec;
import org.jspecify.annotations.Nullable;

/** A task whose table is open: all that does not depend on what computes. */
public final class OpenedTask {
  private final TrainingTask task;
  private final Start start;
  private final TrainingTable table;
  private final Targets targets;
  private final ModuleSpec spec;
  private final @Nullable Standardize standardize;
  private final boolean auto;
  private @Nullable TrainingTable validation;
  private @Nullable TrainingTable test;

  /**
   * A task and what its table has decided.
   *
   * @param start where the weights come from
   * @param spec the model
   * @param standardize what is scaled; null for nothing
   * @param auto whether the optimizer is to be chosen
   */
  OpenedTask(
      TrainingTask task,
      Start start,
      TrainingTable table,
      Targets targets,
      ModuleSpec spec,
      @Nullable Standardize standardize,
      boolean auto) {
    this.task = task;
    this.start = start;
    this.table = table;
    this.targets = targets;
    this.spec = spec;
    this.standardize = standardize;
    this.auto = auto;
  }

  TrainingTask task() {
    return task;
  }

  Start start() {
    return start;
  }

  /** The table to train on. */
  public TrainingTable table() {
    return table;
  }

  /** What is predicted. */
  public Targets targets() {
    return targets;
  }

  ModuleSpec spec() {
    return spec;
  }

  @Nullable Standardize standardize() {
    return standardize;
  }

  boolean isAuto() {
    return auto;
  }

  /** The table of --validation, once a training has begun; null if there is none. */
  public @Nullable TrainingTable validation() {
    return validation;
  }

  /**
   * Makes ready to train: the model has its first weights, the rows are scaled and held out.
   *
   * @param backend what computes
   * @param device where
   */
  public ReadyTraining begin(Backend backend, Device device) {
    TrainingOptions training = task.training();
    Learner learner =
        new Learner(
            backend, device, spec, start, targets, training, standardize, task.measured(), auto);
    Dataset rows = targets.dataset(table);
    Learner.Training begun = learner.begin(rows, table.rows());
    Preparation data = begun.data();
    open(training.validation(), data.scaling());
    if (validation != null) {
      data = data.validatedBy(targets.dataset(validation));
    }
    if (test != null) {
      data = data.testedBy(targets.dataset(test));
    }
    task.data().checkTyped();
    return new ReadyTraining(this, learner, begun.with(data), rows);
  }

  /** Opens the tables to judge by, once: the scaling is alike whatever computes. */
  private void open(ValidationOptions judging, @Nullable Standardizer scaling) {
    if (validation == null) {
      validation = task.other(judging.validation(), table, spec, scaling);
    }
    if (test == null) {
      test = task.other(judging.test(), table, spec, scaling);
    }
  }
}
