package io.kindling.cli.options;

import io.kindling.cli.report.TrainingPage;
import io.kindling.error.DataException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The page to look at a training on. */
public final class ReportOptions {
  private static final Pattern PAGE = Pattern.compile("(?i)\\.html?$");

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "Writes one page that needs no network: the data, the losses, predictions, weights,"
              + " metrics, and what repeats it.")
  private @Nullable Path file;

  @Option(
      names = "--live",
      description =
          "Shows that page while the model is trained, at an address of this machine that is"
              + " printed and that nobody can guess; it is gone when the command ends.")
  private boolean live;

  /** The file that the page is written to; null for none. */
  @Nullable Path file() {
    return file;
  }

  /** Finds a name by which no browser would know the page. */
  void checkName() {
    checkName(file);
  }

  static void checkName(@Nullable Path file) {
    if (file != null && !PAGE.matcher(file.toString()).find()) {
      throw new DataException(
          "--report", "the page must be an HTML file", file + "", "FILE.html", null);
    }
  }

  /** Finds out whether the address of the page will be printed. */
  void check(boolean quiet) {
    if (live && quiet) {
      throw new UsageException("--live and --quiet exclude each other: --live prints an address");
    }
  }

  /** Finds an address that would be printed beside the one line of --json. */
  void checkJson() {
    if (live) {
      throw new UsageException("--live and --json exclude each other: --live prints an address");
    }
  }

  /** The page, with nothing on it; nothing ever is where nobody has asked for one. */
  TrainingPage page() {
    return new TrainingPage(file != null || live, live);
  }
}
