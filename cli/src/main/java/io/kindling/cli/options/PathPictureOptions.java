package io.kindling.cli.options;

import io.kindling.cli.plot.PathKind;
import io.kindling.cli.plot.PathPictures;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** What is drawn of a path. */
public final class PathPictureOptions {
  private static final String PLOT = "--plot";

  @Option(
      names = PLOT,
      paramLabel = "[KIND:]FILE",
      description =
          "Draws a picture into FILE.png or FILE.svg, or with - on the terminal. KIND is path, the"
              + " coefficients, or error, that of cross-validation. Default: path. May be typed"
              + " several times.")
  private List<String> typed = List.of();

  private TypedPlots<PathKind> plots() {
    return TypedPlots.of(PLOT, typed, PathKind.values());
  }

  /**
   * Finds out now what would otherwise fail after the fit.
   *
   * @param json whether one line of JSON is all that is to be printed
   */
  public void check(OutputFiles files, boolean json) {
    plots().check(files, json);
  }

  /** Finds what needs folds. */
  public void checkSums() {
    if (plots().have(PathKind.ERROR)) {
      throw new UsageException("--plot error: needs the rows of a table, not sums alone");
    }
  }

  /**
   * Draws all.
   *
   * @param terminal where to, if there is no file
   */
  public void draw(PathPictures pictures, PrintWriter terminal) {
    plots().draw(pictures::of, terminal);
  }
}
