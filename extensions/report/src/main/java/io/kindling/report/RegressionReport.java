package io.kindling.report;

import io.kindling.error.DataException;
import io.kindling.file.FileFailures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a regression says, gathered bit by bit, as one page of HTML. The page is self-contained: it
 * needs no network and no script, and has browsers refuse it both. The same contents are the same
 * bytes, wherever and whenever they are written.
 *
 * <pre>{@code
 * new RegressionReport("rent")
 *     .lead("least squares of rent: 80 rows")
 *     .coefficients(table)
 *     .quality("R2", 0.9686, "the share of the variance that the fit explains")
 *     .picture("Residuals over fitted values", figure.svg(), "There is to be nothing to see.")
 *     .save(Path.of("rent.html"));
 * }</pre>
 *
 * <p>All texts may be anybody's: they are shown as texts, and what cannot be seen in them as
 * escapes. Not for several threads at once.
 */
public final class RegressionReport {
  /**
   * A picture with what it is about.
   *
   * @param heading what it shows
   * @param svg the picture
   * @param explanation how it is read
   */
  record Drawn(String heading, String svg, String explanation) {}

  /**
   * A number that says how good the fit is.
   *
   * @param name what it is called
   * @param value the number
   * @param meaning what it says
   */
  record Quality(String name, double value, String meaning) {}

  final String title;
  final List<String> notes = new ArrayList<>();
  final List<Quality> qualities = new ArrayList<>();
  final List<String> remarks = new ArrayList<>();
  final List<Drawn> pictures = new ArrayList<>();
  final Map<String, String> versions = new LinkedHashMap<>();
  String lead = "";
  String command = "";
  String standingOutNote = "";
  @Nullable NumberTable coefficients;
  @Nullable NumberTable standingOut;
  @Nullable NumberTable comparison;
  String comparisonNote = "";
  @Nullable DataSummary data;

  /**
   * A report that says nothing yet.
   *
   * @param title what it is about, in a few words
   */
  public RegressionReport(String title) {
    this.title = title;
  }

  /**
   * Says what was fitted.
   *
   * @param line in a line
   * @return this
   */
  public RegressionReport lead(String line) {
    lead = line;
    return this;
  }

  /**
   * Says what repeats the fit.
   *
   * @param typed a command, as a shell takes it
   * @return this
   */
  public RegressionReport command(String typed) {
    command = typed;
    return this;
  }

  /**
   * Says one more thing of the columns and rows: what was made of them, what was left out.
   *
   * @param line a line
   * @return this
   */
  public RegressionReport note(String line) {
    notes.add(line);
    return this;
  }

  /**
   * Shows the coefficients; of more than 1,000 the first.
   *
   * @param table a row for each
   * @return this
   */
  public RegressionReport coefficients(NumberTable table) {
    coefficients = table;
    return this;
  }

  /**
   * Shows one more number of the fit as a whole.
   *
   * @param name what it is called
   * @param value the number
   * @param meaning what it says, in plain words
   * @return this
   */
  public RegressionReport quality(String name, double value, String meaning) {
    qualities.add(new Quality(name, value, meaning));
    return this;
  }

  /**
   * Says one more thing of what has come out.
   *
   * @param line a line
   * @return this
   */
  public RegressionReport remark(String line) {
    remarks.add(line);
    return this;
  }

  /**
   * Shows one more picture.
   *
   * @param heading what it shows
   * @param svg a picture of the artifact {@code kindling-plot}, as its {@code Figure.svg()} gives
   *     it
   * @param explanation how it is read
   * @return this
   * @throws DataException if it is something else: no markup that runs, loads or styles anything
   *     comes onto the page
   */
  public RegressionReport picture(String heading, String svg, String explanation) {
    pictures.add(new Drawn(heading, PlainSvg.checked(svg), explanation));
    return this;
  }

  /**
   * Shows the rows that stand out.
   *
   * @param table a row for each
   * @param explanation which they are
   * @return this
   */
  public RegressionReport standingOut(NumberTable table, String explanation) {
    standingOut = table;
    standingOutNote = explanation;
    return this;
  }

  /**
   * Shows the fit beside another model.
   *
   * @param table a row for each coefficient
   * @param explanation how far they are apart
   * @return this
   */
  public RegressionReport comparison(NumberTable table, String explanation) {
    comparison = table;
    comparisonNote = explanation;
    return this;
  }

  /**
   * Shows the table.
   *
   * @param summary what is in it
   * @return this
   */
  public RegressionReport data(DataSummary summary) {
    data = summary;
    return this;
  }

  /**
   * Says the version of one more thing that made the fit.
   *
   * @param name what
   * @param version which
   * @return this
   */
  public RegressionReport version(String name, String version) {
    versions.put(name, version);
    return this;
  }

  /** {@return the page} */
  public String html() {
    return new RegressionPage(this).html();
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @param file where to; browsers know it by the ending {@code .html}
   * @throws DataException if it cannot be written; then what was there is as it was
   */
  public void save(Path file) {
    byte[] page = html().getBytes(StandardCharsets.UTF_8);
    FileFailures.writingData(file, out -> out.write(page));
  }
}
