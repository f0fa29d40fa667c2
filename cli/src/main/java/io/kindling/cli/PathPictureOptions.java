package io.kindling.cli;

import io.kindling.cli.fit.PathKind;
import io.kindling.cli.fit.PathPictures;
import io.kindling.cli.options.FileName;
import io.kindling.cli.options.OutputFiles;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.plot.PlotFile;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** What is drawn of a path. */
final class PathPictureOptions {
  private static final String PLOT = "--plot";

  @Option(
      names = PLOT,
      paramLabel = "[KIND:]FILE",
      description =
          "Draws a picture into FILE.png or FILE.svg, or with - on the terminal. KIND is path, the"
              + " coefficients, or error, that of cross-validation. Default: path. May be typed"
              + " several times.")
  private List<String> typed = List.of();

  private List<PlotFile<PathKind>> plots() {
    return typed.stream()
        .map(text -> PlotFile.parse(text, FileName::parse, PathKind.values()))
        .toList();
  }

  /**
   * Finds out now what would otherwise fail after the fit.
   *
   * @param json whether one line of JSON is all that is to be printed
   */
  void check(OutputFiles files, boolean json) {
    for (PlotFile<PathKind> plot : plots()) {
      plot.check(PLOT);
      files.writing(PLOT, plot.file());
      if (json && plot.file() == null) {
        throw new UsageException(
            "--json and --plot - exclude each other: --plot FILE.svg draws into a file");
      }
    }
  }

  /** Finds what needs folds. */
  void checkSums() {
    if (plots().stream().anyMatch(plot -> plot.kind() == PathKind.ERROR)) {
      throw new UsageException("--plot error: needs the rows of a table, not sums alone");
    }
  }

  /**
   * Draws all.
   *
   * @param terminal where to, if there is no file
   */
  void draw(PathPictures pictures, PrintWriter terminal) {
    for (PlotFile<PathKind> plot : plots()) {
      PathKind kind = plot.kind();
      plot.draw(pictures.of(kind == null ? PathKind.PATH : kind), terminal);
    }
  }
}
