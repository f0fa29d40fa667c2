package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Device;
import io.kindling.Module;
import io.kindling.Shape;
import io.kindling.data.Dataset;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.error.DivergenceException;
import io.kindling.error.ShapeException;
import io.kindling.spec.ModuleSpec;
import io.kindling.spec.Specs;
import io.kindling.train.Evaluator;
import io.kindling.train.History;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model on a table and says what it learned. */
@Command(
    name = "train",
    description = "Trains a model on a table and says what it learned.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainCommand implements Runnable {
  @Spec private CommandSpec command;
  @Mixin private DataOptions data;

  @Option(
      names = "--model",
      paramLabel = "SPEC",
      description =
          "The model, as sequential(linear(5, 8), relu(), linear(8, 1)). Default: linear.")
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

  @Mixin private BackendOptions backendOptions;
  @Mixin private OutputOptions output;

  @Option(names = "--quiet", description = "Prints nothing but errors.")
  private boolean quiet;

  @Override
  public void run() {
    training.check();
    output.check(data.file());
    Table table = data.read(Labels.suit(training.loss()));
    try (Backend backend = backendOptions.open()) {
      Device device = backendOptions.device(backend);
      Start start = Start.of(backend, init, table);
      Targets targets = targets(table, start);
      ModuleSpec spec = model(table, targets);
      backend.manualSeed(training.seed());
      Module module = start.module(backend, spec).to(device);
      Preparation prepared = prepare(backend, targets.dataset(table), targets, start);
      print("backend " + backend + " (" + backend.version() + "), device " + device);
      print("model " + spec + ", " + training);
      training.extras().forEach(this::print);
      History history;
      try (Progress progress = Progress.of(out(), training.epochs(), quiet)) {
        history = training.train(backend, module, prepared, progress);
      }
      Evaluator evaluator = new Evaluator(module);
      float[] outputs = outputs(evaluator, prepared, history);
      SavedModel learned =
          new SavedModel(spec, table.features(), targets, prepared.scaling(), module.stateDict());
      print("");
      print(new Report(table, learned, outputs).text().stripTrailing());
      print("");
      training.summary(history).forEach(this::print);
      Scores.lines(prepared, evaluator, training.metrics(targets)).forEach(this::print);
      output.write(backend, learned, table, outputs, history, training.hasSchedule());
    }
  }

  private Targets targets(Table table, Start start) {
    return Labels.suit(training.loss())
        ? Labels.of(table, training.loss(), start.classes())
        : new Quantities(table.targets());
  }

  /** The model, which must take the table's features and make an output for each it is to have. */
  private ModuleSpec model(Table table, Targets targets) {
    int features = table.features().size();
    int outputs = targets.outputs().size();
    ModuleSpec spec = model == null ? Specs.linear(features, outputs) : model;
    Shape shape = spec.outputShape(Shape.of(table.rows(), features));
    if (!shape.equals(Shape.of(table.rows(), outputs))) {
      throw new ShapeException(
          "--model",
          targets.widthRule(),
          spec + " with output " + shape,
          outputs + " for " + targets.named(),
          null);
    }
    return spec;
  }

  private Preparation prepare(Backend backend, TableDataset rows, Targets targets, Start start) {
    Preparation prepared =
        Preparation.of(
            rows,
            training.validation(),
            backend.random(),
            part -> start.scaling() == null ? fit(part, targets) : start.scaling());
    training.checkRows(prepared.training().own().rows());
    return prepared;
  }

  private @Nullable Standardizer fit(Dataset rows, Targets targets) {
    return standardize == null
        ? null
        : standardize.fit(rows, training.standardizesTargets(targets));
  }

  /** What the model says of each row, in the targets' own units. */
  private static float[] outputs(Evaluator evaluator, Preparation data, History history) {
    float[] outputs = data.restore(evaluator.predict(data.all().seen()));
    for (float output : outputs) {
      if (!Float.isFinite(output)) {
        throw new DivergenceException(
            "train, epoch " + history.last().number(),
            "what the model says must stay finite",
            output + "",
            "numbers",
            "use a smaller learning rate, --standardize or --clip");
      }
    }
    return outputs;
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private void print(String line) {
    if (!quiet) {
      out().println(line);
      out().flush();
    }
  }
}
