package io.kindling.cli.options;

import static io.kindling.Specs.sgd;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.model.AutoOptimizer;
import io.kindling.cli.model.BalancedClasses;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.prediction.Targets;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.error.DataException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.nn.L1Spec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.MseSpec;
import io.kindling.nn.QuantileSpec;
import io.kindling.nn.Reduction;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.train.History;
import io.kindling.train.Metric;
import io.kindling.train.Schedule;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to train. */
public final class TrainingOptions {
  @Option(
      names = "--loss",
      paramLabel = "SPEC",
      defaultValue = "mse()",
      description =
          "The loss. cross_entropy() and bce_with_logits() take labels. Default: ${DEFAULT-VALUE}.")
  private LossSpec loss;

  @Option(
      names = "--optimizer",
      paramLabel = "SPEC",
      description =
          "The optimizer, or auto for one that is chosen for the model and the table. Default: with"
              + " --data and without --standardize auto, else sgd(lr=0.01).")
  private @Nullable OptimizerChoice typed;

  @Option(
      names = "--schedule",
      paramLabel = "SPEC",
      description = "How the learning rate changes, as step(size=20, gamma=0.5).")
  private @Nullable ScheduleSpec schedule;

  @Option(
      names = "--clip",
      paramLabel = "SPEC",
      description = "How gradients are bounded: norm(1) or value(0.5).")
  private @Nullable ClipSpec clip;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "100",
      description = "How often to go through the table. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Rows of a step. Default: all of them.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--drop-last",
      description = "Leaves the last batch of an epoch out where it has fewer rows.")
  private boolean dropLast;

  @Option(names = "--shuffle", description = "Puts the rows in a new random order every epoch.")
  private boolean shuffle;

  @Option(
      names = "--class-weights",
      paramLabel = "balanced",
      description =
          "Lets all classes count alike, however many rows they have. Default: all rows count alike.")
  private @Nullable ClassWeights classWeights;

  @Mixin private ValidationOptions validation;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The seed of all random numbers, as torch.manual_seed. Default: 0.")
  private long seed;

  public LossSpec loss() {
    return loss;
  }

  public int epochs() {
    return epochs;
  }

  public long seed() {
    return seed;
  }

  /**
   * Whether the optimizer is to be chosen: it was asked for, or nothing was said of how to train on
   * a table.
   *
   * @param silent whether there is a table, and nothing was said of its scaling
   */
  public boolean isAuto(boolean silent) {
    return typed == null ? silent : typed.spec() == null;
  }

  /**
   * How a model is trained on certain rows.
   *
   * @param auto whether the optimizer is to be chosen
   */
  public TrainingPlan plan(
      Backend backend,
      ModuleSpec model,
      Module module,
      Device device,
      Preparation data,
      boolean auto) {
    LossSpec weighted =
        classWeights == null
            ? loss
            : BalancedClasses.of(loss, data.training(), width(model, data.training().features()));
    Integer patience = validation.patience();
    if (!auto) {
      OptimizerSpec optimizer = typed == null || typed.spec() == null ? sgd(0.01) : typed.spec();
      return new TrainingPlan(weighted, optimizer, patience, List.of());
    }
    boolean whole = batchSize == null || batchSize >= data.trainingRows();
    boolean smooth = !(loss instanceof L1Spec) && !(loss instanceof QuantileSpec);
    AutoOptimizer chosen =
        model.isLinear() && whole && smooth
            ? AutoOptimizer.linear()
            : AutoOptimizer.adaptive(
                backend, model, module.stateDict(), weighted, device, data.training());
    int borne = patience == null ? chosen.patience() : patience;
    return new TrainingPlan(
        weighted,
        chosen.optimizer(),
        borne,
        List.of("--optimizer=" + chosen.optimizer(), "--early-stopping=" + borne));
  }

  private static int width(ModuleSpec model, int features) {
    return Math.toIntExact(model.outputShape(Shape.of(1, features)).size(1));
  }

  public boolean hasSchedule() {
    return schedule != null;
  }

  /** What to judge by. */
  public ValidationOptions validation() {
    return validation;
  }

  /** Finds what is wrong whatever the data are. */
  public void check() {
    atLeastOne("--epochs", epochs);
    if (batchSize != null) {
      atLeastOne("--batch-size", batchSize);
    }
    validation.check();
    if (classWeights != null) {
      BalancedClasses.check(loss);
    }
    if (loss.reduction() == Reduction.NONE) {
      throw new SpecException(
          "--loss",
          "the loss must be reduced to one number",
          loss + "",
          "reduction=mean or reduction=sum",
          null);
    }
  }

  static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new UsageException(option + " must be at least 1 (got " + value + ")");
    }
  }

  /** Whether rows that come in the table's order, batch by batch, are all that is needed. */
  public boolean isStreamable() {
    return batchSize != null && !shuffle && validation.isStreamable();
  }

  /** Finds what does not go with rows that are read anew in every epoch. */
  public void checkStreamable() {
    if (batchSize == null) {
      throw new DataException(
          "--stream",
          "streamed rows need a batch size",
          "no --batch-size",
          "--batch-size N, such as 1000",
          null);
    }
    refuseStreamed("--shuffle", shuffle, "shuffle the lines of the file");
    validation.checkStreamable();
  }

  /**
   * Finds out whether an option is there that needs all rows at once.
   *
   * @param instead what to do instead
   */
  static void refuseStreamed(String option, boolean there, @Nullable String instead) {
    if (there) {
      throw new DataException(
          "--stream",
          "streamed rows come in the file's order and are never all in memory",
          option,
          "--stream without it",
          instead);
    }
  }

  /** Finds what is wrong for so many training rows. */
  public void checkRows(long rows) {
    if (batchSize != null && batchSize > rows) {
      throw new DataException(
          "--batch-size",
          "a batch must not be larger than the data",
          batchSize + "",
          "at most " + rows + validation.fewer(),
          null);
    }
  }

  /** Finds a batch that is too small to train on: batch normalization has nothing to measure. */
  public void checkBatches(ModuleSpec model, int features, long rows) {
    long size = batchSize == null ? rows : batchSize;
    long last = rows % size == 0 || dropLast ? size : rows % size;
    try {
      checkTraining(model, Shape.of(last, features));
    } catch (ShapeException e) {
      throw new DataException(
          "--batch-size",
          "every batch must be large enough to train on",
          last + " of " + rows + " rows, too few for " + e.operation(),
          "more rows",
          last < size ? "--drop-last leaves the last batch out" : null);
    }
  }

  private static Shape checkTraining(ModuleSpec model, Shape input) {
    if (model.parts().isEmpty()) {
      model.checkTraining(input);
      return model.outputShape(input);
    }
    Shape shape = input;
    for (ModuleSpec part : model.parts()) {
      shape = checkTraining(part, shape);
    }
    return shape;
  }

  /**
   * Trains a model where it is.
   *
   * @param plan how
   * @param more sets up what else a training has
   */
  public History train(
      Backend backend,
      Module model,
      Preparation data,
      TrainingPlan plan,
      TrainingListener listener,
      Consumer<Trainer> more) {
    var updating = backend.optimizer(plan.optimizer(), model.parameters());
    Trainer trainer = new Trainer(model, backend.loss(plan.loss()), updating).listener(listener);
    if (schedule != null) {
      trainer.schedule(new Schedule(schedule, updating));
    }
    if (clip != null) {
      trainer.clip(clip);
    }
    if (batchSize != null) {
      trainer.batchSize(batchSize);
    }
    trainer.dropLast(dropLast);
    if (shuffle) {
      trainer.shuffle(backend.random());
    }
    ValidationOptions.apply(trainer, data, plan.patience());
    more.accept(trainer);
    return trainer.train(data.training(), epochs);
  }

  /** What else is done, in lines. */
  public List<String> extras() {
    List<String> extras = new ArrayList<>();
    if (schedule != null) {
      extras.add("schedule " + schedule);
    }
    if (clip != null) {
      extras.add("clip " + clip);
    }
    return extras;
  }

  /** Whether what is trained is a line of least squares. */
  public boolean isLeastSquares(ModuleSpec model) {
    return loss instanceof MseSpec && model.isLinear();
  }

  /** What tells how good the model is; nothing where it says logarithms of what is true. */
  public List<Metric> metrics(Targets targets) {
    return loss.takesLogarithms() ? List.of() : targets.metrics();
  }

  /** Whether targets are measured: labels and counts are what they are, and not scaled. */
  public boolean measures() {
    return !loss.takesLabels() && !loss.takesCounts();
  }
}
