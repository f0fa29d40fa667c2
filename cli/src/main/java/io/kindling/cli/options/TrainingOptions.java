package io.kindling.cli.options;

import static io.kindling.Specs.sgd;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.model.AutoOptimizer;
import io.kindling.cli.model.BalancedClasses;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.prediction.Rates;
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
import io.kindling.train.Metrics;
import io.kindling.train.Schedule;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to train. */
public final class TrainingOptions {
  private static final int EPOCHS = 100;
  private static final OptimizerSpec SGD = sgd(0.01);

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
      description =
          "How often to go through the table, at most. Default: 100, or more where the optimizer is"
              + " chosen.")
  private @Nullable Integer epochs;

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

  @Option(
      names = "--zero-start",
      description =
          "Begins a linear model at weights of 0, and any other with weights of 0 for the features"
              + " that are the same in all rows: these say nothing. Default: where the optimizer is"
              + " chosen; else weights are drawn.")
  private boolean zeroStart;

  @Option(
      names = "--polish",
      description =
          "Ends a linear model under mse() or poisson_nll() with steps in float64 to the very"
              + " optimum. Default: where the optimizer is chosen, unless --early-stopping and"
              + " --validation are to end it before.")
  private boolean polish;

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

  /** Says what an optimizer is that nobody has named, where columns are scaled by hand. */
  public Optional<String> unnamed(boolean scaled) {
    return scaled && typed == null
        ? Optional.of(
            "--standardize without --optimizer leaves " + SGD + "; --optimizer auto chooses one")
        : Optional.empty();
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
    if (polish && !polishes(model, auto)) {
      throw new UsageException(
          "--polish is for linear models under mse() or poisson_nll() (got "
              + model
              + " under "
              + loss
              + ")");
    }
    if (!auto) {
      OptimizerSpec optimizer = typed == null || typed.spec() == null ? SGD : typed.spec();
      int most = epochs == null ? EPOCHS : epochs;
      return new TrainingPlan(weighted, optimizer, schedule, most, patience, List.of());
    }
    AutoOptimizer found = chosen(backend, model, module, weighted, device, data);
    TrainingPlan plan =
        new TrainingPlan(
            weighted,
            found.optimizer(),
            schedule == null ? found.schedule() : schedule,
            epochs == null ? found.epochs() : epochs,
            patience == null ? found.patience() : patience,
            List.of());
    return plan.chosen(chosen(plan, model));
  }

  private AutoOptimizer chosen(
      Backend backend,
      ModuleSpec model,
      Module module,
      LossSpec weighted,
      Device device,
      Preparation data) {
    long rows = data.trainingRows();
    long batch = batchSize == null ? rows : Math.min(batchSize, rows);
    boolean smooth = !(loss instanceof L1Spec) && !(loss instanceof QuantileSpec);
    return model.isLinear() && batch == rows && smooth
        ? AutoOptimizer.linear()
        : AutoOptimizer.adaptive(
            backend,
            model,
            module.stateDict(),
            weighted,
            device,
            data.training(),
            rows,
            (rows + batch - 1) / batch);
  }

  /** What was chosen, as it is typed. */
  private List<String> chosen(TrainingPlan plan, ModuleSpec model) {
    List<String> words = new ArrayList<>();
    words.add("--optimizer=" + plan.optimizer());
    if (plan.schedule() != null) {
      words.add("--schedule=" + plan.schedule());
    }
    if (epochs == null && plan.epochs() != EPOCHS) {
      words.add("--epochs=" + plan.epochs());
    }
    words.add("--early-stopping=" + plan.patience());
    if (polishes(model, true)) {
      words.add("--polish");
    }
    return words;
  }

  private static int width(ModuleSpec model, int features) {
    return Math.toIntExact(model.outputShape(Shape.of(1, features)).size(1));
  }

  /** What to judge by. */
  public ValidationOptions validation() {
    return validation;
  }

  /** Finds what is wrong whatever the data are. */
  public void check() {
    if (epochs != null) {
      atLeastOne("--epochs", epochs);
    }
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

  /** How many of so many training rows a step goes through. */
  public long batch(long rows) {
    return batchSize == null ? rows : batchSize;
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
    long size = batch(rows);
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
    if (plan.schedule() != null) {
      trainer.schedule(new Schedule(plan.schedule(), updating));
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
    return trainer.train(data.training(), plan.epochs());
  }

  /** What else is done, in lines. */
  public List<String> extras(TrainingPlan plan) {
    List<String> extras = new ArrayList<>();
    if (plan.schedule() != null) {
      extras.add("schedule " + plan.schedule());
    }
    if (clip != null) {
      extras.add("clip " + clip);
    }
    return extras;
  }

  /** Whether weights that the rows do not decide begin at 0. */
  public boolean startsAtZero(boolean auto) {
    return zeroStart || (auto && !isOfRates());
  }

  /** Whether the model says counts' rates themselves, of which 0 is none. */
  private boolean isOfRates() {
    return loss.takesCounts() && !loss.takesLogarithms();
  }

  /** Whether the optimum is found in float64 in the end. */
  public boolean polishes(ModuleSpec model, boolean auto) {
    boolean found = loss instanceof MseSpec || (loss.takesCounts() && loss.takesLogarithms());
    boolean wanted = polish || (auto && !validation.endsEarly());
    return wanted && model.isLinear() && found;
  }

  /** What tells how good the model is. */
  public List<Metric> metrics(Targets targets) {
    return loss.takesLogarithms() ? List.of(new Rates(Metrics.mae())) : targets.metrics();
  }

  /** Whether targets are measured: labels and counts are what they are, and not scaled. */
  public boolean measures() {
    return !loss.takesLabels() && !loss.takesCounts();
  }
}
