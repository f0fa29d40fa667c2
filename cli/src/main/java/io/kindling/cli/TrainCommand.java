package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.cli.model.FiniteOutputs;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.model.Start;
import io.kindling.cli.options.BackendOptions;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.DataOptions;
import io.kindling.cli.options.JudgingTable;
import io.kindling.cli.options.NumberRules;
import io.kindling.cli.options.OutputOptions;
import io.kindling.cli.options.ResumedTraining;
import io.kindling.cli.options.Standardize;
import io.kindling.cli.options.TrainingOptions;
import io.kindling.cli.options.TrainingPlan;
import io.kindling.cli.options.TypedCommand;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.prediction.LabelFinder;
import io.kindling.cli.prediction.Quantities;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.report.Answered;
import io.kindling.cli.report.Contents;
import io.kindling.cli.report.EpochLines;
import io.kindling.cli.report.Remarks;
import io.kindling.cli.report.Report;
import io.kindling.cli.report.Scores;
import io.kindling.cli.report.TrainingPage;
import io.kindling.cli.table.CellRules;
import io.kindling.cli.table.LoadedTable;
import io.kindling.cli.table.StreamedTable;
import io.kindling.cli.table.TrainingTable;
import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.data.Dataset;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.error.DivergenceException;
import io.kindling.file.WriterLock;
import io.kindling.model.Predictions;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.report.TrainingReport;
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
    if (training.validation().folds() > 0) {
      throw new UsageException("--folds and --resume exclude each other");
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
    if (data.beside().offset() != null && standardize == Standardize.TARGETS) {
      throw new UsageException(
          "--offset and --standardize=targets exclude each other: an offset is in the targets' own"
              + " units");
    }
    if (init == null && !choice.choice().equals(StateChoice.MODEL)) {
      throw new UsageException(
          "--entry and --strip-prefix say what is meant in the file of --init");
    }
    if (data.copies()) {
      output.checkCopies();
    }
    output.check(
        data.files(training.validation().tables()), resumed == null ? init : resumed.file());
    try (DataOptions table = data;
        WriterLock saving = output.lock();
        TrainingPage page = output.page(quiet)) {
      trainAndWrite(resumed, page);
    }
  }

  private void trainAndWrite(@Nullable ResumedTraining resumed, TrainingPage page) {
    Start start = resumed == null ? Start.of(init, choice.choice()) : resumed.start();
    boolean auto = training.isAuto(data.hasTable() && standardize == null);
    if (auto && standardize == null && data.hasTable() && start.state() == null) {
      standardize = standardizeFor(model == null ? start.model() : model);
    }
    TrainingTable table = table(resumed, start);
    if (resumed != null) {
      resumed.check(table);
    }
    start.check(table);
    try (Backend backend = backendOptions.open()) {
      Device device = backendOptions.device(backend);
      Targets targets = targets(table, start);
      checkOffset(targets);
      output.checkPlots(table, targets);
      ModuleSpec spec = targets.model(model == null ? start.model() : model, table);
      training.validation().checkFolds(table.rows());
      Learner learner =
          new Learner(
              backend, device, spec, start, targets, training, standardize, measured(), auto);
      Dataset rows = targets.dataset(table);
      Learner.Training begun = learner.begin(rows, table.rows());
      TrainingPlan plan = begun.plan();
      Preparation prepared = begun.data();
      TrainingTable validation = other(training.validation().validation(), table, spec, prepared);
      if (validation != null) {
        prepared = prepared.validatedBy(targets.dataset(validation));
      }
      TrainingTable test = other(training.validation().test(), table, spec, prepared);
      if (test != null) {
        prepared = prepared.testedBy(targets.dataset(test));
      }
      data.checkTyped();
      if (resumed != null && validation != null) {
        resumed.checkValidation(validation);
      }
      List<String> chosen = new ArrayList<>(plan.chosen());
      if (auto && start.state() == null && training.startsAtZero(true)) {
        chosen.add("--zero-start");
      }
      if (auto && standardize != null) {
        chosen.add("--standardize=" + standardize);
      }
      print("backend " + backend + " (" + backend.version() + "), device " + device);
      print("model " + spec + ", " + plan);
      if (model != null && !spec.equals(model)) {
        print("put before what --model says: " + spec.parts().get(0));
      }
      training.extras(plan).forEach(this::print);
      if (auto) {
        print("chosen for you: " + typed(chosen));
      }
      training.unnamed(!auto && standardize != null).ifPresent(this::print);
      if (table instanceof StreamedTable) {
        print("streamed: " + table.source() + " is read anew in every epoch");
        if (training.polishes(spec, auto)) {
          print("not polished: the steps in float64 need all rows in memory");
        }
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
      Remarks.constant(table.features(), begun.constant()).ifPresent(this::print);
      TrainedModel learning =
          new TrainedModel(
              spec,
              table.prepared().columns(),
              targets.toOutputs(),
              prepared.scaling(),
              table.beside().offset(),
              training.loss(),
              Map.of());
      if (rows instanceof TableDataset loaded && training.validation().folds() > 0) {
        learner.crossValidate(loaded, this::print);
      }
      page.begin(
          targets,
          () -> data.summary(table),
          report -> describe(report, learner, plan, table, learning.scaling(), chosen),
          this::print);
      History history;
      try (EpochLines lines = EpochLines.of(out(), plan.epochs(), quiet)) {
        history =
            training.train(
                backend,
                begun.fed(),
                prepared,
                plan,
                lines,
                trainer -> {
                  set(trainer, learning, table, validation, resumed, chosen);
                  page.watch(trainer);
                });
      }
      Optional<String> near = training.polishes(spec, auto) ? begun.polish() : Optional.empty();
      Answered answered = answered(table, learning, begun.module(), prepared.all(), history);
      TrainedModel learned = learning.withState(begun.module().stateDict());
      Report report =
          new Report(
              table,
              learned,
              targets,
              page.watch(answered, table, targets),
              training.loss().takesLogarithms());
      print("");
      write(report.text().stripTrailing());
      Map<String, Map<String, Double>> scores =
          Scores.of(prepared, begun.fed(), backend.loss(plan.loss()), training.metrics(targets));
      List<String> end = new ArrayList<>(plan.summary(history));
      closing(end, Scores.lines(scores));
      near.ifPresent(this::print);
      near.ifPresent(end::add);
      page.end(history, learned, scores, end);
      output.write(
          backend,
          learned,
          targets,
          table,
          answered,
          history,
          plan.schedule() != null,
          out(),
          page);
    }
  }

  /** What is scaled where nobody has said it: all but indices; null for nothing. */
  private @Nullable Standardize standardizeFor(@Nullable ModuleSpec model) {
    if (model == null || model.inputType() != DType.INT64) {
      return Standardize.ALL;
    }
    return measured() ? Standardize.TARGETS : null;
  }

  /** Says on the page what is known before the training. */
  private void describe(
      TrainingReport report,
      Learner learner,
      TrainingPlan plan,
      TrainingTable table,
      @Nullable Standardizer scaling,
      List<String> chosen) {
    Backend backend = learner.backend();
    report
        .command(TypedCommand.of("kindling train", command.commandLine().getParseResult()))
        .setUp("model", learner.spec() + "")
        .setUp("loss", plan.loss() + "")
        .setUp("optimizer", plan.optimizer() + "");
    training.extras(plan).forEach(extra -> report.setUp(extra.split(" ")[0], extra));
    if (learner.auto()) {
      report.setUp("chosen", typed(chosen));
    }
    if (scaling != null) {
      report.setUp("scaled", "to mean 0 and standard deviation 1, as said of the weights");
    }
    if (table instanceof StreamedTable) {
      report.setUp("streamed", "read anew in every epoch");
    }
    List<String> remarks = new ArrayList<>(data.remarks());
    remarks.addAll(Remarks.of(table.prepared()));
    remarks.addAll(Remarks.of(table, learner.targets(), scaling));
    if (!remarks.isEmpty()) {
      report.setUp("columns", String.join("; ", remarks));
    }
    report
        .version("kindling", Version.number())
        .version("backend", backend + " (" + backend.version() + "), device " + learner.device())
        .version("Java", Runtime.version() + "")
        .version("system", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
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
            training,
            measured(),
            standardize,
            model == null ? start.model() : model,
            start.scaling());
    return data.open(training.loss().takesLabels(), rules, start.columns(), streamable);
  }

  /** With checkpoints, and from one, where that was asked for. */
  private void set(
      Trainer trainer,
      TrainedModel learning,
      TrainingTable table,
      @Nullable TrainingTable validation,
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
                  validation,
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

  /** Whether targets may be scaled; an offset is in their own units. */
  private boolean measured() {
    return training.measures() && data.beside().offset() == null;
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

  /** Another table of the same columns; null where none is named. */
  private @Nullable TrainingTable other(
      @Nullable JudgingTable judging, TrainingTable table, ModuleSpec spec, Preparation prepared) {
    CellRules rules = NumberRules.of(training, measured(), null, spec, prepared.scaling());
    return judging == null ? null : data.open(judging, table, rules);
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
                  : model.predict(module, rows.inputs(table.features().size(), table.beside()));
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
