package io.kindling.cli.options;

import io.kindling.cli.plot.PlotFile;
import io.kindling.plot.Figure;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/**
 * Pictures that were typed.
 *
 * @param option the option that they were typed with
 * @param plots the pictures, each with a kind
 * @param <K> the kinds that there are
 */
record TypedPlots<K extends Enum<K>>(String option, List<PlotFile<K>> plots) {
  /**
   * Reads what was typed.
   *
   * @param kinds the kinds that there are, of which the first is that of files without one
   */
  static <K extends Enum<K>> TypedPlots<K> of(String option, List<String> typed, K[] kinds) {
    return new TypedPlots<>(
        option,
        typed.stream()
            .map(text -> PlotFile.parse(text, FileName::parse, kinds))
            .map(plot -> plot.kind() == null ? new PlotFile<>(kinds[0], plot.file()) : plot)
            .toList());
  }

  /** Whether a kind is among them. */
  boolean have(K kind) {
    return plots.stream().anyMatch(plot -> plot.kind() == kind);
  }

  /**
   * Finds out now what would otherwise fail later.
   *
   * @param json whether one line of JSON is all that is to be printed
   */
  void check(OutputFiles files, boolean json) {
    for (PlotFile<K> plot : plots) {
      plot.check(option);
      files.writing(option, plot.file());
      if (json && plot.file() == null) {
        throw new UsageException(
            "--json and "
                + option
                + " - exclude each other: "
                + option
                + " FILE.svg draws into a file");
      }
    }
  }

  /**
   * Draws all.
   *
   * @param pictures has one of each kind
   * @param terminal where to, if there is no file
   */
  void draw(Function<K, Figure> pictures, PrintWriter terminal) {
    plots.forEach(plot -> plot.draw(pictures.apply(plot.kind()), terminal));
  }
}
