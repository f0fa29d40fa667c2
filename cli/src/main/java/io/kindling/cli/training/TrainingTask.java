package io.kindling.cli.training;

import io.kindling.checkpoint.StateChoice;
import io.kindling.cli.model.Start;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.DataOptions;
import io.kindling.cli.options.JudgingTable;
import io.kindling.cli.options.NumberRules;
import io.kindling.cli.options.ResumedTraining;
import io.kindling.cli.options.Standardize;
import io.kindling.cli.options.TrainingOptions;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.prediction.LabelFinder;
import io.kindling.cli.prediction.Quantities;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.CellRules;
import io.kindling.cli.table.TrainingTable;
import io.kindling.core.DType;
import io.kindling.data.Standardizer;
import io.kindling.error.DataException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be trained, on which table and how, as it was typed. */
public final class TrainingTask implements Closeable {
  @Mixin private DataOptions data;

  @Option(
      names = "--model",
      paramLabel = "SPEC",
      description =
          "The model, as sequential(linear(5, 8), relu(), linear(8, 1)). Default: that of"
              + " --init, else linear.")
  private @Nullable ModuleSpec model;

  @Mixin private TrainingOptions training;

  @Option(
      names = "--standardize",
      paramLabel = "PART",
      arity = "0..1",
      fallbackValue = "all",
      description =
          "Trains on columns of mean 0 and standard deviation 1: features and, where they are"
              + " numbers, targets; or only --standardize=features, --standardize=targets.")
  private @Nullable Standardize standardize;

  @Option(names = "--init", paramLabel = "FILE", description = "Starts from a saved model.")
  private @Nullable Path init;

  @Mixin private ChoiceOptions choice;

  /** The table. */
  public DataOptions data() {
    return data;
  }

  /** How to train. */
  public TrainingOptions training() {
    return training;
  }

  /** The model that was typed; null for that of the start, or a linear one. */
  @Nullable ModuleSpec model() {
    return model;
  }

  /** The file of the weights to start from; null for new ones. */
  public @Nullable Path init() {
    return init;
  }

  /** Which of the weights in that file are meant. */
  StateChoice choice() {
    return choice.choice();
  }

  /** Finds what is wrong with the options themselves. */
  public void check() {
    training.check();
    if (data.beside().offset() != null && standardize == Standardize.TARGETS) {
      throw new UsageException(
          "--offset and --standardize=targets exclude each other: an offset is in the targets' own"
              + " units");
    }
    if (init == null && !choice().equals(StateChoice.MODEL)) {
      throw new UsageException(
          "--entry and --strip-prefix say what is meant in the file of --init");
    }
  }

  /** The files of all tables, by the options that name them. */
  public Map<String, List<Path>> files() {
    return data.files(training.validation().tables());
  }

  /**
   * Opens the table.
   *
   * @param resumed the training that is gone on with; null for a new one
   * @param streamable whether what else is done takes rows that are read anew in every epoch
   */
  public OpenedTask open(@Nullable ResumedTraining resumed, boolean streamable) {
    Start start = resumed == null ? Start.of(init, choice()) : resumed.start();
    ModuleSpec known = model == null ? start.model() : model;
    boolean auto = training.isAuto(data.hasTable() && standardize == null);
    boolean chooses = auto && data.hasTable() && start.state() == null && standardize == null;
    Standardize scaled = chooses ? standardizeFor(known) : standardize;
    if (data.streams()) {
      training.checkStreamable();
    }
    CellRules rules = NumberRules.of(training, measured(), scaled, known, start.scaling());
    TrainingTable table =
        data.open(
            training.loss().takesLabels(),
            rules,
            start.columns(),
            streamable && training.isStreamable() && resumed == null);
    if (resumed != null) {
      resumed.check(table);
    }
    start.check(table);
    Targets targets = targets(table, start);
    checkOffset(targets);
    ModuleSpec spec = targets.model(known, table);
    training.validation().checkFolds(table.rows());
    return new OpenedTask(this, start, table, targets, spec, scaled, auto);
  }

  /** What is scaled where nobody has said it: all but indices; null for nothing. */
  private @Nullable Standardize standardizeFor(@Nullable ModuleSpec known) {
    if (known == null || known.inputType() != DType.INT64) {
      return Standardize.ALL;
    }
    return measured() ? Standardize.TARGETS : null;
  }

  private Targets targets(TrainingTable table, Start start) {
    LossSpec loss = training.loss();
    if (loss.outputsPerTarget() != 1) {
      throw new UsageException(
          "--loss: a loss must compare one output with each target (got "
              + loss
              + ", which takes "
              + loss.outputsPerTarget()
              + "; expected another loss; use "
              + loss.name()
              + " from Java)");
    }
    return loss.takesLabels()
        ? LabelFinder.find(table, loss, start.classes())
        : new Quantities(table.targets());
  }

  /** An offset is added to one output, whose meaning it shares. */
  private void checkOffset(Targets targets) {
    String offset = data.beside().offset();
    if (offset != null && targets.outputs().size() > 1) {
      throw new DataException(
          "--offset",
          "the model must have one output to add it to",
          targets.outputs().size() + " for " + targets.named(),
          "one target that is a number or has two labels",
          null);
    }
  }

  /** Whether targets may be scaled; an offset is in their own units. */
  boolean measured() {
    return training.measures() && data.beside().offset() == null;
  }

  /**
   * Opens another table of the same columns.
   *
   * @param judging where it is; null for nowhere
   * @param scaling the scaling that its numbers must be within; null for none
   */
  @Nullable TrainingTable other(
      @Nullable JudgingTable judging,
      TrainingTable table,
      ModuleSpec spec,
      @Nullable Standardizer scaling) {
    return judging == null
        ? null
        : data.open(judging, table, NumberRules.of(training, measured(), null, spec, scaling));
  }

  @Override
  public void close() {
    data.close();
  }
}
