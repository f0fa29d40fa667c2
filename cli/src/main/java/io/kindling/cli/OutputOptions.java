package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.cli.CsvOutput.GivenColumn;
import io.kindling.error.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which files to write once training is done. */
final class OutputOptions {
  @Option(names = "--save", paramLabel = "FILE", description = "Saves what was learned.")
  @Nullable Path model;

  @Option(
      names = "--history",
      paramLabel = "FILE.csv",
      description = "Writes every epoch's loss: epoch,loss.")
  @Nullable Path history;

  @Option(
      names = "--predictions",
      paramLabel = "FILE.csv",
      description = "Writes the targets and what the model predicts, row by row.")
  @Nullable Path predictions;

  @Option(names = "--plot", paramLabel = "FILE.png", description = "Draws data and predictions.")
  @Nullable Path plot;

  /** Finds out now what would otherwise fail after the training. */
  void check(@Nullable Path input) {
    Map<Path, String> files = new LinkedHashMap<>();
    if (input != null) {
      files.put(input.toAbsolutePath().normalize(), "--data");
    }
    check("--save", model, files);
    check("--history", history, files);
    check("--predictions", predictions, files);
    check("--plot", plot, files);
    if (plot != null) {
      if (!plot.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
        throw new DataException("--plot", "a plot is a PNG", plot + "", "FILE.png", null);
      }
      Plot.checkFonts();
    }
  }

  /** Writes what was asked for, each file whole or not at all. */
  void write(Backend backend, SavedModel learned, Table table, float[] losses, float[] predicted) {
    if (model != null) {
      learned.save(backend, model);
    }
    if (history != null) {
      CsvOutput.history(history, losses);
    }
    if (predictions != null) {
      CsvOutput.save(predictions, CsvOutput.predictions(given(table), table.targets(), predicted));
    }
    if (plot != null) {
      Plot.save(plot, table, predicted);
    }
  }

  private static List<GivenColumn> given(Table table) {
    List<GivenColumn> given = new ArrayList<>();
    for (int target = 0; target < table.targets().size(); target++) {
      List<String> cells = new ArrayList<>();
      for (float value : table.target(target)) {
        cells.add(Numbers.given(value));
      }
      given.add(new GivenColumn(table.targets().get(target), cells));
    }
    return given;
  }

  /** Finds out whether a file can be written that is not the input. */
  static void check(String option, @Nullable Path file, Path input) {
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(input.toAbsolutePath().normalize(), "--data");
    check(option, file, files);
  }

  private static void check(String option, @Nullable Path file, Map<Path, String> others) {
    if (file == null) {
      return;
    }
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null || Files.isDirectory(absolute)) {
      throw new DataException(option, "it must be a file", file + ", a folder", "a file", null);
    }
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          option, "its folder must exist", file.toString(), "a file in a folder", "make " + folder);
    }
    if (!Files.isWritable(folder) || (Files.exists(absolute) && !Files.isWritable(absolute))) {
      throw new DataException(
          option, "it must be writable", file.toString(), "a place to write to", null);
    }
    String other = others.put(absolute, option);
    if (other != null) {
      throw new DataException(
          option, "each file has one use", file + ", as " + other, "another file", null);
    }
  }
}
