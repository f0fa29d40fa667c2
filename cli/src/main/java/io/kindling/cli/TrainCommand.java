package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.cli.options.BackendOptions;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.OutputOptions;
import io.kindling.cli.options.ResumedTraining;
import io.kindling.cli.options.TypedCommand;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.report.Answered;
import io.kindling.cli.report.EpochLines;
import io.kindling.cli.report.EpochProgress;
import io.kindling.cli.report.Report;
import io.kindling.cli.report.Scores;
import io.kindling.cli.report.TrainingPage;
import io.kindling.cli.text.Progress;
import io.kindling.cli.training.Introduction;
import io.kindling.cli.training.OpenedTask;
import io.kindling.cli.training.ReadyTraining;
import io.kindling.cli.training.TrainingJson;
import io.kindling.cli.training.TrainingTask;
import io.kindling.core.Device;
import io.kindling.file.WriterLock;
import io.kindling.model.TrainedModel;
import io.kindling.report.TrainingReport;
import io.kindling.text.Printable;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private TrainingTask task;

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

  @Mixin private JsonOption json;

  private Progress progress = Progress.of(/* silent= */ true);

  @Override
  public Integer call() {
    if (resume == null) {
      return train(null);
    }
    if (task.init() != null) {
      throw new UsageException("--init and --resume exclude each other");
    }
    if (task.training().validation().folds() > 0) {
      throw new UsageException("--folds and --resume exclude each other");
    }
    ResumedTraining resumed = ResumedTraining.find(resume, output.model());
    CommandLine usual = command.commandLine();
    CommandLine whole = Kindling.train(usual);
    ParseResult typed = usual.getParseResult();
    List<String> words = resumed.commandLine(typed, Kindling.train(usual));
    whole.parseArgs(words.toArray(String[]::new));
    return whole.<TrainCommand>getCommand().train(resumed);
  }

  /** Trains, from the beginning or from where an earlier training came to; says how to exit. */
  private int train(@Nullable ResumedTraining resumed) {
    task.check();
    if (task.data().copies()) {
      output.checkCopies();
    }
    output.check(task.files(), resumed == null ? task.init() : resumed.file());
    if (json.isTyped()) {
      output.checkJson();
    }
    try (Progress shown = Progress.of(isSilent());
        Interruption interruption = new Interruption();
        TrainingTask opened = task;
        WriterLock saving = output.lock();
        TrainingPage page = output.page(quiet)) {
      progress = shown;
      task.data().watchedBy(shown);
      return trainAndWrite(resumed, page, interruption);
    }
  }

  private int trainAndWrite(
      @Nullable ResumedTraining resumed, TrainingPage page, Interruption interruption) {
    if (task.data().streams()) {
      output.checkStreamable();
    }
    OpenedTask opened = task.open(resumed, output.isStreamable());
    try (Backend backend = backendOptions.open()) {
      Device device = backendOptions.device(backend);
      output.checkPlots(opened.table(), opened.targets());
      ReadyTraining ready = opened.begin(backend, device, progress);
      if (resumed != null && opened.validation() != null) {
        resumed.checkValidation(opened.validation());
      }
      Introduction introduction = new Introduction(ready);
      introduction.lines(resumed).forEach(this::print);
      List<Map<String, Double>> folds = ready.crossValidate(this::print, progress);
      page.begin(
          opened.targets(),
          () -> task.data().summary(opened.table()),
          report -> describe(report, introduction),
          this::print);
      page.folds(folds);
      History history = train(ready, resumed, page, interruption);
      conclude(ready, history, folds, page);
      return interruption.code();
    }
  }

  private History train(
      ReadyTraining ready,
      @Nullable ResumedTraining resumed,
      TrainingPage page,
      Interruption interruption) {
    try (EpochProgress epochs = ready.shown(progress, "")) {
      return ready.train(
          epochs,
          trainer -> {
            trainer.listener(new EpochLines(this::print, ready.plan().epochs()));
            set(trainer, ready, resumed);
            page.watch(trainer);
            interruption.endsBy(trainer::cancel);
          });
    }
  }

  /** Says what came of it, and writes it. */
  private void conclude(
      ReadyTraining ready, History history, List<Map<String, Double>> folds, TrainingPage page) {
    OpenedTask opened = ready.task();
    boolean cancelled = history.end() == History.End.CANCELLED;
    Optional<String> near = cancelled ? Optional.empty() : ready.polish();
    Answered answered = answered(ready, history);
    TrainedModel learned = ready.learned();
    Report report =
        new Report(
            opened.table(),
            learned,
            opened.targets(),
            page.watch(answered, opened.table(), opened.targets()),
            task.training().loss().takesLogarithms());
    print("");
    write(report.text().stripTrailing());
    Map<String, Map<String, Double>> scores = ready.scores();
    List<String> end = new ArrayList<>(ready.plan().summary(history));
    closing(end, Scores.lines(scores));
    near.ifPresent(this::print);
    near.ifPresent(end::add);
    page.end(history, learned, scores, end);
    output.write(
        ready.learner().backend(),
        learned,
        opened.targets(),
        opened.table(),
        answered,
        history,
        ready.plan().schedule() != null,
        out(),
        page);
    if (json.isTyped()) {
      JsonOption.print(out(), TrainingJson.of(ready, learned, history, scores, folds));
    }
    if (cancelled) {
      complain("interrupted in epoch " + (history.epochs().size() + 1) + ": " + output.wayOn());
    }
  }

  /** What the model says of the rows; of a table that is streamed, only when that is read again. */
  private Answered answered(ReadyTraining ready, History history) {
    return progress.during("a last look at the rows", () -> ready.answered(history));
  }

  /** Says on the page what is known before the training. */
  private void describe(TrainingReport report, Introduction introduction) {
    report.command(TypedCommand.of("kindling train", command.commandLine().getParseResult()));
    introduction.describe(report);
    Version.describe(report::version);
  }

  /** With checkpoints, and from one, where that was asked for. */
  private void set(Trainer trainer, ReadyTraining ready, @Nullable ResumedTraining resumed) {
    TrainedModel learning = ready.learning();
    output.apply(
        trainer,
        () -> {
          Map<String, String> notes = new LinkedHashMap<>(learning.notes());
          notes.putAll(
              ResumedTraining.notes(
                  command.commandLine().getParseResult(),
                  ready.task().table(),
                  ready.task().validation(),
                  learning.scaling() != null,
                  ready.chosen()));
          return notes;
        });
    if (resumed != null) {
      trainer.resume(resumed.checkpoint());
    }
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

  /** Whether nothing is said to people. */
  private boolean isSilent() {
    return quiet || json.isTyped();
  }

  private void print(String line) {
    write(Printable.line(line));
  }

  private void complain(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println("kindling: " + Printable.line(line));
    err.flush();
  }

  private void write(String printable) {
    if (!isSilent()) {
      progress.print(
          () -> {
            out().println(printable);
            out().flush();
          });
    }
  }
}
