package io.kindling.cli.options;

import io.kindling.cli.plot.FitKind;
import io.kindling.cli.plot.FitPictures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is drawn of a fit, and the page that shows it. */
public final class FitPictureOptions {
  private static final String PLOT = "--plot";
  private static final String REPORT = "--report";

  @Option(
      names = PLOT,
      paramLabel = "[KIND:]FILE",
      description =
          "Draws a picture into FILE.png or FILE.svg, or with - on the terminal. KIND is residuals,"
              + " qq, scale, leverage or coefficients. Default: residuals. May be typed several"
              + " times. Reads the table once more.")
  private List<String> typed = List.of();

  @Option(
      names = REPORT,
      paramLabel = "FILE.html",
      description =
          "Writes one page that needs no network: the fit, its pictures, the rows that stand out,"
              + " the data, and what repeats it.")
  private @Nullable Path report;

  private TypedPlots<FitKind> plots() {
    return TypedPlots.of(PLOT, typed, FitKind.values());
  }

  /** Whether there is anything to draw. */
  public boolean areTyped() {
    return !typed.isEmpty() || report != null;
  }

  /** The file of the page; null for none. */
  public @Nullable Path report() {
    return report;
  }

  /**
   * Finds out now what would otherwise fail after the fit.
   *
   * @param json whether one line of JSON is all that is to be printed
   */
  public void check(OutputFiles files, boolean json) {
    ReportOptions.checkName(report);
    plots().check(files, json);
    files.writing(REPORT, report);
  }

  /**
   * Draws all.
   *
   * @param terminal where to, if there is no file
   */
  public void draw(FitPictures pictures, PrintWriter terminal) {
    plots().draw(pictures::of, terminal);
  }
}
