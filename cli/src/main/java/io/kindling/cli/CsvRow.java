package io.kindling.cli;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.kindling.error.DataException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a CSV file; every error names file, line and column. */
final class CsvRow {
  private static final String EMPTY = "an empty cell";

  private final Path file;
  private final List<String> header;
  private final CsvRecord csv;

  CsvRow(Path file, List<String> header, CsvRecord csv) {
    this.file = file;
    this.header = header;
    this.csv = csv;
  }

  /** A cell's text. */
  String text(int column) {
    return csv.getField(column);
  }

  /**
   * A cell's label: its text without the spaces around it.
   *
   * @throws DataException if it is empty
   */
  String label(int column) {
    String cell = csv.getField(column).strip();
    if (cell.isEmpty()) {
      throw new DataException(
          place(column),
          "a cell must hold a label",
          EMPTY,
          "text or a number",
          "fill the cell or leave the row out");
    }
    return cell;
  }

  /**
   * A cell's number to predict; text there is a label for another loss.
   *
   * @throws DataException if it is empty, no number, or not finite as a float32
   */
  float target(int column) {
    return number(column, "to predict labels use --loss \"cross_entropy()\"");
  }

  /**
   * A cell's number to predict from; a column of text may be left out.
   *
   * @throws DataException if it is empty, no number, or not finite as a float32
   */
  float feature(int column) {
    return number(column, "choose the columns that hold numbers with --features");
  }

  /**
   * A cell's number.
   *
   * @throws DataException if it is empty, no number, or not finite as a float32
   */
  float number(int column) {
    return number(column, null);
  }

  private float number(int column, @Nullable String hintOnText) {
    String cell = csv.getField(column).strip();
    float number = Numbers.isNumber(cell) ? Float.parseFloat(cell) : Float.NaN;
    if (Float.isFinite(number)) {
      return number;
    }
    throw new DataException(
        place(column),
        "a cell must hold a number",
        cell.isEmpty() ? EMPTY : "'" + cell + "'",
        "a finite number such as 1.5",
        cell.isEmpty()
            ? "fill the cell or leave the row out"
            : Numbers.isText(cell) ? hintOnText : null);
  }

  private String place(int column) {
    return file + ", line " + csv.getStartingLineNumber() + ", column " + header.get(column);
  }
}
