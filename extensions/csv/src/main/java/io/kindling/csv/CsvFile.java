package io.kindling.csv;

import io.kindling.data.FileState;
import io.kindling.error.DataException;
import io.kindling.table.MissingValues;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of delimited text whose first line names the columns. It may be of any size; to train on
 * it takes the memory of a few batches.
 *
 * <pre>{@code
 * Dataset data = CsvFile.of(path).targets("price").dataset(); // all other columns are the features
 * CsvFile german = CsvFile.of(path).separator(";").decimal(',').charset(ISO_8859_1);
 * }</pre>
 *
 * <p>What is not said is found out where there is no doubt. Cells are separated by what the first
 * line is separated by, see {@link #separator()}; a line {@code sep=;} before it says so too. The
 * text is UTF-8, or UTF-16 where a byte-order mark or zero bytes show it; a gzip archive is read as
 * what is in it. Lines end as they like, quotes are as in RFC 4180; a byte-order mark where a line
 * begins and empty lines are passed over.
 *
 * <p>A number is decimal, as 1.5 or -2e-3, with spaces around it at most, and its digits are in
 * groups only where {@link #thousands} says so. It becomes the nearest float32, or what a {@link
 * io.kindling.data.Standardizer} makes of the nearest float64. A column of text may be read by its
 * labels, see {@link io.kindling.table.Selection#labels}. What stands for a {@linkplain #missing
 * missing value} is neither a number nor a label.
 */
public final class CsvFile implements Table {
  private static final String KIND = "a CSV file";

  private final Path file;
  private final String name;
  private final Dialect dialect;
  private final @Nullable FileState state;

  private CsvFile(Path file, String name, Dialect dialect, @Nullable FileState state) {
    this.file = file;
    this.name = name;
    this.dialect = dialect;
    this.state = state;
  }

  /**
   * A file.
   *
   * @param file where it is
   * @return the file, whose targets are yet to be named
   */
  public static CsvFile of(Path file) {
    return new CsvFile(file, file.toString(), Dialect.USUAL, null);
  }

  private CsvFile with(Dialect other) {
    return new CsvFile(file, name, other, state);
  }

  /**
   * With another name for errors, where the file is a copy of what somebody else knows.
   *
   * @param name what to call it
   * @return such a file
   */
  public CsvFile named(String name) {
    return new CsvFile(file, name, dialect, state);
  }

  /**
   * With cells that are separated so, whatever the first line looks like.
   *
   * @param separator what stands between them; a space for any number of spaces
   * @return such a file
   * @throws DataException if it is empty, or holds quotes or the end of a line
   */
  public CsvFile separator(String separator) {
    if (separator.isEmpty() || separator.chars().anyMatch(c -> "\"\r\n".indexOf(c) >= 0)) {
      throw new DataException(
          "separator",
          "a separator must be one or more characters, none of them a quote or a line's end",
          "'" + separator + "'",
          "one such as ;",
          null);
    }
    return with(
        new Dialect(
            separator,
            dialect.decimal(),
            dialect.thousands(),
            dialect.charset(),
            dialect.missing()));
  }

  /**
   * With numbers that have this before their fraction; it is never guessed. Without this, a point.
   *
   * @param decimal a point or a comma
   * @return such a file
   * @throws DataException if it is neither
   */
  public CsvFile decimal(char decimal) {
    if (decimal != '.' && decimal != ',') {
      throw new DataException(
          "decimal",
          "a number must have a point or a comma before its fraction",
          "'" + decimal + "'",
          "'.' or ','",
          null);
    }
    return with(
        new Dialect(
            dialect.separator(),
            decimal,
            dialect.thousands(),
            dialect.charset(),
            dialect.missing()));
  }

  /**
   * With numbers whose digits may stand in groups of three, as 1,642 or 1 234 567.5; it is never
   * guessed. Groups of other lengths are no number. Without this, digits are not grouped.
   *
   * @param thousands what stands between groups: a comma, a point, an apostrophe, an underscore or
   *     a space, which is one of any width; not what stands before the fraction
   * @return such a file
   * @throws DataException if it is none of these; when the file is opened, if it is the same as
   *     {@link #decimal}
   */
  public CsvFile thousands(char thousands) {
    char usual = Groups.usual(thousands);
    if (",.'_ ".indexOf(usual) < 0) {
      throw new DataException(
          "thousands",
          "digits must be grouped by a comma, a point, an apostrophe, an underscore or a space",
          "'" + thousands + "'",
          "one such as ','",
          null);
    }
    return with(
        new Dialect(
            dialect.separator(), dialect.decimal(), usual, dialect.charset(), dialect.missing()));
  }

  /**
   * With a text in this encoding, where no byte-order mark says otherwise.
   *
   * @param charset the encoding, such as windows-1252
   * @return such a file
   */
  public CsvFile charset(Charset charset) {
    return with(
        new Dialect(
            dialect.separator(),
            dialect.decimal(),
            dialect.thousands(),
            charset,
            dialect.missing()));
  }

  /**
   * With other cells that count as missing. Without this, those of {@link MissingValues#standard}.
   *
   * @param missing what stands for a missing value
   * @return such a file
   */
  public CsvFile missing(MissingValues missing) {
    return with(
        new Dialect(
            dialect.separator(),
            dialect.decimal(),
            dialect.thousands(),
            dialect.charset(),
            missing));
  }

  /**
   * Finds out what separates the cells: what {@link #separator(String)} or a line {@code sep=;}
   * says; else the one of comma, semicolon, tab and bar that is in the first line, outside of
   * quotes, and cuts the next line into as many cells. Where none of them is, it is any number of
   * spaces if these cut both lines alike. Where there is none or more than one, it is the first
   * that is in the first line, in this order, or a comma.
   *
   * @return the separator; a space for any number of spaces
   * @throws DataException if there is no such file, or it is no text
   */
  public String separator() {
    try (CsvText text = CsvText.open(this)) {
      return text.head().separator();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  Path file() {
    return file;
  }

  Dialect dialect() {
    return dialect;
  }

  /** Finds out whether the file is there, and as it has to be. */
  void check() throws IOException {
    dialect.check();
    if (state == null) {
      FileState.of(file, KIND);
    } else {
      state.check();
    }
  }

  /** Finds out whether the file still is as it must stay, if it must. */
  void checkUnchanged() throws IOException {
    if (state != null) {
      state.check();
    }
  }

  /** How many missing cells a column has; at least 1, also where the file cannot be read again. */
  long countMissing(int column) {
    long[] count = {0};
    if (isRepeatable()) {
      try (TableRows rows = open()) {
        rows.on(column, cell -> count[0] += cell.isMissing() ? 1 : 0);
        rows.readAll();
      } catch (IOException | DataException e) {
        return 1; // what is wrong there is another matter
      }
    }
    return Math.max(1, count[0]);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public TableRows open() throws IOException {
    CsvText text = CsvText.open(this);
    try {
      return PlainRows.canRead(text) ? new PlainRows(text) : new CsvRows(text);
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  @Override
  public Table unchanged() {
    return state == null ? new CsvFile(file, name, dialect, FileState.of(file, KIND)) : this;
  }

  @Override
  public boolean isRepeatable() {
    return Files.isRegularFile(file);
  }

  /** By the length of its first lines. */
  @Override
  public double aboutRows() throws IOException {
    return isRepeatable() ? CsvText.aboutLines(file) : -1;
  }
}
