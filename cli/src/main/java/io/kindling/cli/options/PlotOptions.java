package io.kindling.cli.options;

import io.kindling.cli.plot.Kind;
import io.kindling.cli.plot.Pictures;
import io.kindling.cli.plot.PlotFile;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.report.Answered;
import io.kindling.cli.table.TrainingTable;
import io.kindling.plot.Figure;
import io.kindling.train.History;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What to draw once training is done. */
public final class PlotOptions {
  private static final String OPTION = "--plot";

  @Option(
      names = OPTION,
      paramLabel = "[KIND:]FILE",
      description =
          "Draws data and predictions into FILE.png or FILE.svg, or with - on the terminal. KIND is"
              + " fit, predicted, residuals, confusion, roc or losses. Default: what fits best. May"
              + " be typed several times.")
  private List<String> typed = List.of();

  private List<PlotFile<Kind>> plots() {
    return typed.stream()
        .map(text -> PlotFile.parse(text, FileName::parse, Kind.values()))
        .toList();
  }

  /** The files that are written. */
  List<Path> files() {
    return plots().stream().map(PlotFile::file).filter(Objects::nonNull).toList();
  }

  /** Finds out now what would otherwise fail after the training. */
  void check(OutputFiles files) {
    files().forEach(file -> files.writing(OPTION, file));
    plots().forEach(plot -> plot.check(OPTION));
  }

  /** Finds out whether there is something to draw. */
  void check(TrainingTable table, Targets targets) {
    Pictures pictures = new Pictures(table, targets);
    plots().forEach(plot -> pictures.check(plot.kind(), OPTION));
  }

  /** Whether something is drawn between the lines that are printed. */
  boolean usesTerminal() {
    return plots().stream().anyMatch(plot -> plot.file() == null);
  }

  /** Whether rows are drawn, which then must all be there. */
  boolean needRows() {
    return !plots().stream().allMatch(plot -> plot.kind() == Kind.LOSSES);
  }

  /** How each is drawn. */
  List<Consumer<PrintWriter>> drawings(
      TrainingTable table, Targets targets, Answered answered, History history) {
    Pictures pictures = new Pictures(table, targets);
    List<Consumer<PrintWriter>> drawings = new ArrayList<>();
    for (PlotFile<Kind> plot : plots()) {
      drawings.add(
          plot.kind() == Kind.LOSSES
              ? terminal -> plot.draw(Figure.losses(history), terminal)
              : terminal ->
                  answered.forEach(
                      (rows, outputs) ->
                          plot.draw(pictures.of(plot.kind(), rows, outputs), terminal)));
    }
    return drawings;
  }
}
