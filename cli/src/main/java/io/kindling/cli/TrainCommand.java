package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.core.Device;
import io.kindling.data.Dataset;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.error.DivergenceException;
import io.kindling.nn.ModuleSpec;
import io.kindling.train.Evaluator;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
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

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Goes on from a checkpoint as if nothing had been: FILE is one, or the model whose newest"
              + " is meant; without FILE, that of --save. Options not typed again are those that"
              + " the training began with, but for the files to write.")
  private @Nullable String resume;

  @Mixin private BackendOptions backendOptions;
  @Mixin private OutputOptions output;

  @Option(names = "--quiet", description = "Prints nothing but errors.")
  private boolean quiet;

  @Override
  public void run() {
    if (resume == null) {
      train(null);
      return;
    }
    if (init != null) {
      throw new UsageException("--init and --resume exclude each other");
    }
    Resumption resumption = Resumption.find(resume, output.model);
    CommandLine usual = command.commandLine();
    CommandLine whole = Kindling.train(usual);
    ParseResult typed = usual.getParseResult();
    List<String> words = resumption.commandLine(typed, Kindling.train(usual));
    whole.parseArgs(words.toArray(String[]::new));
    whole.<TrainCommand>getCommand().train(resumption);
  }

  /** Trains, from the beginning or from where an earlier training came to. */
  private void train(@Nullable Resumption resumption) {
    training.check();
    output.check(data.file(), init);
    Table table = data.read(LabelFinder.suits(training.loss()));
    if (resumption != null) {
      resumption.check(table);
    }
    try (Backend backend = backendOptions.open()) {
      Device device = backendOptions.device(backend);
      Start start = resumption == null ? Start.of(init, table) : resumption.start(table);
      Targets targets = targets(table, start);
      ModuleSpec spec = targets.model(model == null ? start.model() : model, table);
      backend.manualSeed(training.seed());
      Module module = start.module(backend, spec).to(device);
      Module fed = IndexInput.around(backend, spec, module);
      Preparation prepared = prepare(backend, targets.dataset(table), targets, start);
      print("backend " + backend + " (" + backend.version() + "), device " + device);
      print("model " + spec + ", " + training);
      training.extras().forEach(this::print);
      if (resumption != null) {
        print(resumption.toString());
      } else if (start.scaling() != null) {
        print("standardized as " + init + " was");
      }
      SavedModel learning =
          new SavedModel(spec, table.features(), targets, prepared.scaling(), Map.of());
      History history;
      try (Progress progress = Progress.of(out(), training.epochs(), quiet)) {
        history =
            training.train(
                backend,
                fed,
                prepared,
                progress,
                trainer -> set(trainer, learning, table, resumption));
      }
      Evaluator evaluator = new Evaluator(fed);
      float[] outputs = outputs(evaluator, prepared, history);
      SavedModel learned = learning.withState(module.stateDict());
      print("");
      print(new Report(table, learned, outputs).text().stripTrailing());
      closing(
          training.summary(history), Scores.lines(prepared, evaluator, training.metrics(targets)));
      output.write(learned, table, outputs, history, training.hasSchedule());
    }
  }

  /** With checkpoints, and from one, where that was asked for. */
  private void set(
      Trainer trainer, SavedModel learning, Table table, @Nullable Resumption resumption) {
    output.apply(
        trainer,
        () -> {
          Map<String, String> notes = new LinkedHashMap<>(learning.notes());
          notes.putAll(Resumption.notes(command.commandLine().getParseResult(), table));
          return notes;
        });
    if (resumption != null) {
      trainer.resume(resumption.checkpoint());
    }
  }

  private Targets targets(Table table, Start start) {
    return LabelFinder.suits(training.loss())
        ? LabelFinder.find(table, training.loss(), start.classes())
        : new Quantities(table.targets());
  }

  private Preparation prepare(Backend backend, TableDataset rows, Targets targets, Start start) {
    Preparation prepared =
        Preparation.of(
            rows, training.validation(), backend.random(), part -> scaling(part, targets, start));
    training.checkRows(prepared.training().own().rows());
    return prepared;
  }

  /** The scaling that the weights belong to, else a new one if it was asked for. */
  private @Nullable Standardizer scaling(Dataset rows, Targets targets, Start start) {
    boolean measured = training.measures(targets);
    if (start.scaling() != null) {
      return measured ? start.scaling() : start.scaling().featuresOnly();
    }
    return standardize == null ? null : standardize.fit(rows, measured);
  }

  /** What the model says of each row, in the targets' own units. */
  private static float[] outputs(Evaluator evaluator, Preparation data, History history) {
    float[] outputs = data.outputs(evaluator, data.all());
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

  /** How the training ended, and how good the model is. */
  private void closing(List<String> end, List<String> scores) {
    if (!end.isEmpty() || !scores.isEmpty()) {
      print("");
    }
    end.forEach(this::print);
    scores.forEach(this::print);
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
