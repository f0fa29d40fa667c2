package io.kindling.cli.options;

import io.kindling.Backend;
import io.kindling.checkpoint.StateFormat;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.report.Answered;
import io.kindling.cli.report.CsvOutput;
import io.kindling.cli.report.PredictionFile;
import io.kindling.cli.report.TrainingPage;
import io.kindling.cli.table.TrainingTable;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.KindlingException;
import io.kindling.file.AtomicFile;
import io.kindling.file.FileFailures;
import io.kindling.file.WriterLock;
import io.kindling.model.TrainedModel;
import io.kindling.train.CheckpointFiles;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which files to write once training is done. */
public final class OutputOptions {
  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Saves what was learned, as PyTorch's torch.save does; as safetensors where the file is"
              + " called .safetensors.")
  private @Nullable Path model;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description =
          "Saves a checkpoint after every N steps, beside FILE of --save: FILE.checkpoint-STEP.pt;"
              + " the last three stay.")
  private @Nullable Integer checkpointEvery;

  @Option(
      names = "--history",
      paramLabel = "FILE.csv",
      description =
          "Writes every epoch's loss: epoch,loss; with --validation and --schedule also"
              + " validation_loss,learning_rate.")
  private @Nullable Path history;

  @Option(
      names = "--predictions",
      paramLabel = "FILE.csv",
      description = "Writes the targets and what the model predicts, row by row.")
  private @Nullable Path predictions;

  @Mixin private PlotOptions plots;

  @Mixin private ReportOptions report;

  /** The file that the model is saved to; null for none. */
  public @Nullable Path model() {
    return model;
  }

  /**
   * Finds out now what would otherwise fail after the training.
   *
   * @param tables the files of tables, by the options that name them
   * @param init the model that training starts from, which --save may replace
   */
  public void check(Map<String, List<Path>> tables, @Nullable Path init) {
    OutputFiles files = new OutputFiles();
    files
        .reading(tables)
        .readingShards("--init", init)
        .writing("--save", model)
        .reading("--init", init)
        .writing("--history", history)
        .writing("--predictions", predictions)
        .writing("--report", report.file());
    report.checkName();
    plots.check(files);
    checkCheckpoints();
  }

  /** Finds what would be printed beside the one line of --json. */
  public void checkJson() {
    if (plots.usesTerminal()) {
      throw new UsageException(
          "--json and --plot - exclude each other: --plot FILE.svg draws into a file");
    }
    report.checkJson();
  }

  /** Finds out whether there is something to draw. */
  public void checkPlots(TrainingTable table, Targets targets) {
    plots.check(table, targets);
  }

  /**
   * The page of the training, with nothing on it yet.
   *
   * @param quiet whether nothing is printed
   */
  public TrainingPage page(boolean quiet) {
    report.check(quiet);
    return report.page();
  }

  /** Finds out whether there is a file that columns may be copied to. */
  public void checkCopies() {
    if (predictions == null) {
      throw new UsageException("--columns needs --predictions FILE.csv, which it copies them to");
    }
  }

  private void checkCheckpoints() {
    if (checkpointEvery == null) {
      return;
    }
    TrainingOptions.atLeastOne("--checkpoint-every", checkpointEvery);
    if (model == null) {
      throw new UsageException("--checkpoint-every needs --save FILE, beside which it saves");
    }
    checkNoCheckpoint("--history", history, series(model));
    checkNoCheckpoint("--predictions", predictions, series(model));
    checkNoCheckpoint("--report", report.file(), series(model));
    for (Path plot : plots.files()) {
      checkNoCheckpoint("--plot", plot, series(model));
    }
  }

  private static void checkNoCheckpoint(String option, @Nullable Path file, Path series) {
    if (file != null && CheckpointFiles.include(series, file)) {
      throw new DataException(
          option,
          "the file must not be called as a checkpoint of --checkpoint-every is",
          file.toString(),
          "another name",
          null);
    }
  }

  /**
   * Keeps the file of --save for this training.
   *
   * @return the lock, to be closed when all is written; null where there is nothing to keep
   * @throws CheckpointException if another training has it
   */
  public @Nullable WriterLock lock() {
    if (model == null || AtomicFile.isSpecial(model)) {
      return null;
    }
    try {
      return WriterLock.of("--save", model);
    } catch (IOException e) {
      throw FileFailures.unwritable(model, e);
    }
  }

  /**
   * Saves checkpoints on the way, if that was asked for.
   *
   * @param notes what a checkpoint is to say beside its own; asked for only if there will be one
   */
  public void apply(Trainer trainer, Supplier<Map<String, String>> notes) {
    if (checkpointEvery != null && model != null) {
      trainer.checkpointEvery(checkpointEvery, series(model)).notes(notes.get());
    }
  }

  /** The name of a model's checkpoints: they are torch files, whatever the model's file is. */
  static Path series(Path model) {
    if (StateFormat.of(model) == StateFormat.TORCH) {
      return model;
    }
    String name = model.getFileName().toString();
    return model.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".pt");
  }

  /**
   * Writes what was asked for, each file whole or not at all; where one cannot be written, the
   * others still are.
   *
   * @param backend what trained the model, and writes it if it has files of its own of that form
   * @param answered the table's rows, and what the model says of them
   * @param rates whether the learning rate has changed, and so belongs to the history
   * @param terminal where plots without a file are drawn
   * @param page the page of the training, which is whole
   * @throws KindlingException if one could not be written
   */
  public void write(
      Backend backend,
      TrainedModel learned,
      Targets targets,
      TrainingTable table,
      Answered answered,
      History training,
      boolean rates,
      PrintWriter terminal,
      TrainingPage page) {
    List<KindlingException> failures = new ArrayList<>();
    write(model, file -> save(backend, learned, file), failures);
    write(history, file -> CsvOutput.history(file, training, rates), failures);
    write(
        predictions,
        file -> {
          Targets.Digits digits = Targets.Digits.behind(learned.scaling());
          CsvOutput.save(file, PredictionFile.of(table, targets, digits, answered));
        },
        failures);
    plots
        .drawings(table, targets, answered, training)
        .forEach(drawing -> collect(() -> drawing.accept(terminal), failures));
    write(report.file(), page::save, failures);
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  /** What an interrupted training has left, and how to go on from there. */
  public String wayOn() {
    if (model == null) {
      return "nothing was saved; with --save FILE what is learned is kept, this way too";
    }
    String word = TypedCommand.word(model.toString());
    String saved = model + " has what was learned so far; ";
    boolean resumable =
        checkpointEvery != null && CheckpointFiles.newest(series(model)).isPresent();
    return resumable
        ? saved + "kindling train --resume " + word + " goes on from the last checkpoint"
        : saved + "the same command with --init " + word + " goes on from there";
  }

  private static void save(Backend backend, TrainedModel learned, Path file) {
    if (StateFormat.of(file) == StateFormat.CPP && backend.stateArchives().isPresent()) {
      learned.save(file, backend);
    } else {
      learned.save(file);
    }
  }

  private static void write(
      @Nullable Path file, Consumer<Path> writing, List<KindlingException> failures) {
    if (file != null) {
      collect(() -> writing.accept(file), failures);
    }
  }

  private static void collect(Runnable writing, List<KindlingException> failures) {
    try {
      writing.run();
    } catch (KindlingException e) {
      failures.add(e);
    }
  }

  /** Finds what does not go with rows that are read anew in every epoch. */
  public void checkStreamable() {
    TrainingOptions.refuseStreamed("--plot", plots.needRows(), "plot a file of some of the rows");
  }

  /** Whether all can be written without having all rows at once. */
  public boolean isStreamable() {
    return !plots.needRows();
  }
}
