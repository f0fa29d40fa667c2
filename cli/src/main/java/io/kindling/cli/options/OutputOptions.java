package io.kindling.cli.options;

import io.kindling.checkpoint.StateFormat;
import io.kindling.cli.plot.Pictures;
import io.kindling.cli.plot.Plot;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.report.Answered;
import io.kindling.cli.report.CsvOutput;
import io.kindling.cli.table.LoadedTable;
import io.kindling.cli.table.TrainingTable;
import io.kindling.error.DataException;
import io.kindling.file.AtomicFile;
import io.kindling.model.TrainedModel;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

  @Option(names = "--plot", paramLabel = "FILE.png", description = "Draws data and predictions.")
  private @Nullable Path plot;

  /** The file that the model is saved to; null for none. */
  public @Nullable Path model() {
    return model;
  }

  /**
   * Finds out now what would otherwise fail after the training.
   *
   * @param input the table
   * @param init the model that training starts from, which --save may replace
   */
  public void check(@Nullable Path input, @Nullable Path init) {
    Map<Path, String> files = new LinkedHashMap<>();
    if (input != null) {
      files.put(real(input), "--data");
    }
    check("--save", model, files);
    if (init != null) {
      files.putIfAbsent(real(init), "--init");
    }
    if (checkpointEvery != null) {
      TrainingOptions.atLeastOne("--checkpoint-every", checkpointEvery);
      if (model == null) {
        throw new UsageException("--checkpoint-every needs --save FILE, beside which it saves");
      }
    }
    check("--history", history, files);
    check("--predictions", predictions, files);
    check("--plot", plot, files);
    if (plot != null) {
      if (!plot.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
        throw new DataException(
            "--plot", "the plot must be a PNG file", plot + "", "FILE.png", null);
      }
      Plot.checkFonts();
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
   * Writes what was asked for, each file whole or not at all.
   *
   * @param answered the table's rows, and what the model says of them
   * @param rates whether the learning rate has changed, and so belongs to the history
   */
  public void write(
      TrainedModel learned,
      Targets targets,
      TrainingTable table,
      Answered answered,
      History training,
      boolean rates) {
    if (model != null) {
      learned.save(model);
    }
    if (history != null) {
      CsvOutput.history(history, training, rates);
    }
    if (predictions != null) {
      Targets.Digits digits = Targets.Digits.behind(learned.scaling());
      CsvOutput.save(
          predictions, CsvOutput.predictions(table.targets(), targets, digits, answered));
    }
    Path picture = plot;
    if (picture != null && table instanceof LoadedTable loaded) {
      answered.forEach((rows, outputs) -> Pictures.save(picture, loaded, targets, outputs));
    }
  }

  /** Finds what does not go with rows that are read anew in every epoch. */
  public void checkStreamable() {
    TrainingOptions.refuseStreamed("--plot", plot != null, "plot a file of some of the rows");
  }

  /** Whether all can be written without having all rows at once. */
  public boolean isStreamable() {
    return plot == null;
  }

  /**
   * Finds out whether a file can be written that is not an input.
   *
   * @param inputOption the option that names the input
   */
  public static void check(String option, @Nullable Path file, String inputOption, Path input) {
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(real(input), inputOption);
    check(option, file, files);
  }

  /** One path for each file, whatever links lead to it. */
  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) { // there is none yet
      return file.toAbsolutePath().normalize();
    }
  }

  private static void check(String option, @Nullable Path file, Map<Path, String> others) {
    if (file == null) {
      return;
    }
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null || Files.isDirectory(absolute)) {
      throw new DataException(
          option, "the path must be that of a file", file + ", a folder", "a file", null);
    }
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          option, "its folder must exist", file.toString(), "a file in a folder", "make " + folder);
    }
    boolean folderMatters = !AtomicFile.isSpecial(absolute);
    if ((folderMatters && !Files.isWritable(folder))
        || (Files.exists(absolute) && !Files.isWritable(absolute))) {
      throw new DataException(
          option, "the file must be writable", file.toString(), "a place to write to", null);
    }
    String other = folderMatters ? others.put(real(file), option) : null;
    if (other != null) {
      throw new DataException(
          option,
          "two options must not write the same file",
          file + ", as " + other,
          "another file",
          null);
    }
  }
}
