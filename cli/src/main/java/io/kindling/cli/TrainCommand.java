package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.cli.model.FiniteOutputs;
import io.kindling.cli.model.LeastSquares;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.model.Start;
import io.kindling.cli.options.BackendOptions;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.DataOptions;
import io.kindling.cli.options.NumberRules;
import io.kindling.cli.options.OutputOptions;
import io.kindling.cli.options.ResumedTraining;
import io.kindling.cli.options.Standardize;
import io.kindling.cli.options.TrainingOptions;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.prediction.LabelFinder;
import io.kindling.cli.prediction.Quantities;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.report.Answered;
import io.kindling.cli.report.Contents;
import io.kindling.cli.report.EpochLines;
import io.kindling.cli.report.Nearness;
import io.kindling.cli.report.Remarks;
import io.kindling.cli.report.Report;
import io.kindling.cli.report.Scores;
import io.kindling.cli.table.CellRules;
import io.kindling.cli.table.LoadedTable;
import io.kindling.cli.table.StreamedTable;
import io.kindling.cli.table.TrainingTable;
import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.data.Dataset;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.error.DivergenceException;
import io.kindling.file.WriterLock;
import io.kindling.model.IndexInput;
import io.kindling.model.Predictions;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.text.Printable;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
  /** A share of the loss that nobody misses. */
  private static final double NEAR = 1e-7;

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

  @Mixin private ChoiceOptions choice;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Goes on from a checkpoint as if the training had never stopped. FILE is a checkpoint, or"
              + " a model, and then its newest checkpoint; without FILE, the model of --save."
              + " Options not typed again are those that the training began with, except for the"
              + " files to write.")
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
    ResumedTraining resumed = ResumedTraining.find(resume, output.model());
    CommandLine usual = command.commandLine();
    CommandLine whole = Kindling.train(usual);
    ParseResult typed = usual.getParseResult();
    List<String> words = resumed.commandLine(typed, Kindling.train(usual));
    whole.parseArgs(words.toArray(String[]::new));
    whole.<TrainCommand>getCommand().train(resumed);
  }

  /** Trains, from the beginning or from where an earlier training came to. */
  private void train(@Nullable ResumedTraining resumed) {
    training.check();
    if (init == null && !choice.choice().equals(StateChoice.MODEL)) {
      throw new UsageException(
          "--entry and --strip-prefix say what is meant in the file of --init");
    }
    if (data.copies()) {
      output.checkCopies();
    }
    output.check(data.files(), resumed == null ? init : resumed.file());
    try (DataOptions table = data;
        WriterLock saving = output.lock()) {
      trainAndWrite(resumed);
    }
  }

  private void trainAndWrite(@Nullable ResumedTraining resumed) {
    Start start = resumed == null ? Start.of(init, choice.choice()) : resumed.start();
    boolean auto = training.isAuto(data.hasTable() && standardize == null);
    if (auto && standardize == null && data.hasTable() && start.state() == null) {
      standardize = standardizeFor(model == null ? start.model() : model);
    }
    TrainingTable table = table(resumed, start);
    start.check(table);
    try (Backend backend = backendOptions.open()) {
      Device device = backendOptions.device(backend);
      Targets targets = targets(table, start);
      ModuleSpec spec = targets.model(model == null ? start.model() : model, table);
      backend.manualSeed(training.seed());
      Module module = start.module(backend, spec).to(device);
      Module fed = IndexInput.around(spec, module);
      Preparation prepared = prepare(backend, spec, table, targets.dataset(table), start);
      List<String> chosen = new ArrayList<>();
      if (auto) {
        chosen.addAll(training.choose(backend, spec, module, device, prepared));
        if (standardize != null) {
          chosen.add("--standardize=" + standardize);
        }
      }
      print("backend " + backend + " (" + backend.version() + "), device " + device);
      print("model " + spec + ", " + training);
      training.extras().forEach(this::print);
      if (auto) {
        print("chosen for you: " + typed(chosen));
      }
      if (table instanceof StreamedTable) {
        print("streamed: " + table.source() + " is read anew in every epoch");
      }
      if (init != null) {
        Contents.remarks(StateFile.remarks(init, choice.choice())).lines().forEach(this::print);
      }
      if (resumed != null) {
        print(resumed.toString());
      } else if (start.scaling() != null) {
        print("standardized as " + init + " was");
      }
      data.remarks().forEach(this::print);
      Remarks.of(table.prepared()).forEach(this::print);
      Remarks.of(table, targets, prepared.scaling()).forEach(this::print);
      TrainedModel learning =
          new TrainedModel(
              spec, table.prepared().columns(), targets.toOutputs(), prepared.scaling(), Map.of());
      History history;
      try (EpochLines lines = EpochLines.of(out(), training.epochs(), quiet)) {
        history =
            training.train(
                backend,
                fed,
                prepared,
                lines,
                trainer -> set(trainer, learning, table, resumed, chosen));
      }
      Optional<String> near =
          auto && training.isLeastSquares(spec) ? end(prepared, module) : Optional.empty();
      Answered answered = answered(table, learning, module, prepared.all(), history);
      TrainedModel learned = learning.withState(module.stateDict());
      Report report = new Report(table, learned, targets, answered);
      print("");
      write(report.text().stripTrailing());
      closing(
          training.summary(history),
          Scores.lines(prepared, fed, backend.loss(training.loss()), training.metrics(targets)));
      near.ifPresent(this::print);
      output.write(backend, learned, targets, table, answered, history, training.hasSchedule());
    }
  }

  /** What is scaled where nobody has said it: all but indices. */
  private static Standardize standardizeFor(@Nullable ModuleSpec model) {
    return model != null && model.inputType() == DType.INT64
        ? Standardize.TARGETS
        : Standardize.ALL;
  }

  /** Options as a shell takes them. */
  private static String typed(List<String> words) {
    return words.stream()
        .map(word -> word.replaceFirst("=all$", ""))
        .map(word -> word.indexOf('(') < 0 ? word : word.replaceFirst("=", "='") + "'")
        .collect(Collectors.joining(" "));
  }

  private TrainingTable table(@Nullable ResumedTraining resumed, Start start) {
    if (data.streams()) {
      training.checkStreamable();
      output.checkStreamable();
    }
    boolean streamable = training.isStreamable() && output.isStreamable() && resumed == null;
    CellRules rules =
        NumberRules.of(
            training, standardize, model == null ? start.model() : model, start.scaling());
    TrainingTable table =
        data.open(training.loss().takesLabels(), rules, start.columns(), streamable);
    if (resumed != null) {
      resumed.check(table);
    }
    return table;
  }

  /** With checkpoints, and from one, where that was asked for. */
  private void set(
      Trainer trainer,
      TrainedModel learning,
      TrainingTable table,
      @Nullable ResumedTraining resumed,
      List<String> chosen) {
    output.apply(
        trainer,
        () -> {
          Map<String, String> notes = new LinkedHashMap<>(learning.notes());
          notes.putAll(
              ResumedTraining.notes(
                  command.commandLine().getParseResult(),
                  table,
                  learning.scaling() != null,
                  chosen));
          return notes;
        });
    if (resumed != null) {
      trainer.resume(resumed.checkpoint());
    }
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

  private Preparation prepare(
      Backend backend, ModuleSpec spec, TrainingTable table, Dataset rows, Start start) {
    double share = training.validation();
    Preparation prepared =
        share > 0 && rows instanceof TableDataset loaded
            ? Preparation.split(loaded, share, backend.random(), part -> scaling(part, start))
            : Preparation.of(rows, table.rows(), part -> scaling(part, start));
    training.checkRows(prepared.trainingRows());
    training.checkBatches(spec, table.features().size(), prepared.trainingRows());
    return prepared;
  }

  /** The scaling that the weights belong to, else a new one if it was asked for. */
  private @Nullable Standardizer scaling(Dataset rows, Start start) {
    boolean measured = training.measures();
    if (start.scaling() != null) {
      return measured ? start.scaling() : start.scaling().featuresOnly();
    }
    return standardize == null ? null : standardize.fit(rows, measured);
  }

  /** What the model says of each row, in the targets' own units. */
  private static Answered answered(
      TrainingTable table, TrainedModel model, Module module, Dataset prepared, History history) {
    return Answered.of(
        table,
        rows -> {
          Predictions said =
              table instanceof LoadedTable
                  ? model.predictPrepared(module, prepared)
                  : model.predict(module, rows.features());
          FiniteOutputs.check(
              said.values(),
              (output, at) ->
                  new DivergenceException(
                      "train, epoch " + history.last().number(),
                      "the model's outputs must stay finite",
                      output + "",
                      "numbers",
                      "use a smaller learning rate, --standardize or --clip"));
          return said.values();
        });
  }

  /**
   * Takes the last step to the least squares where L-BFGS has stopped before: it does not learn
   * from steps that change the loss by less than 1e-10. Says how far it is then.
   */
  private static Optional<String> end(Preparation prepared, Module module) {
    if (!(prepared.training() instanceof TableDataset table)
        || !LeastSquares.isQuick(table.rows(), table.features())) {
      return Optional.empty();
    }
    LeastSquares found = LeastSquares.of(table.all(), module.stateDict());
    boolean steps = found.loss() - found.nearestLoss() > NEAR * found.loss();
    if (steps) {
      module.loadStateDict(found.nearest());
    }
    return Optional.of(Nearness.line(found, steps));
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
    write(Printable.line(line));
  }

  private void write(String printable) {
    if (!quiet) {
      out().println(printable);
      out().flush();
    }
  }
}
