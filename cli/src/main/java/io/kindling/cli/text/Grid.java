package io.kindling.cli.text;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.kindling.csv.Decimals;
import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** A table for people. */
public final class Grid {
  private static final int WIDEST_LINE = 300;

  /** What stands between two columns. */
  private static final int BORDER = 3;

  private Grid() {}

  /**
   * Draws it, the first column to the left if it holds names.
   *
   * @param header the columns' names
   * @param rows the cells of each row
   * @return as many columns as have room in a line, at least one, and how many have not
   */
  public static String text(List<String> header, List<List<String>> rows) {
    List<String[]> cells = new ArrayList<>(); // a column each
    int width = 1;
    for (int column = 0; column < header.size(); column++) {
      String[] shown = shown(header, rows, column);
      width += BORDER + widest(shown);
      if (width > WIDEST_LINE && column > 0) {
        break;
      }
      cells.add(shown);
    }
    return drawn(cells) + more(header.size() - cells.size(), "columns");
  }

  /**
   * The line after what was cut off.
   *
   * @param count how many there are more
   * @param what of what
   * @return the line, nothing if there are no more
   */
  public static String more(long count, String what) {
    return count == 0 ? "" : "and " + count + " more " + what + "\n";
  }

  private static String[] shown(List<String> header, List<List<String>> rows, int column) {
    String[] shown = new String[1 + rows.size()];
    shown[0] = Printable.piece(header.get(column));
    for (int row = 0; row < rows.size(); row++) {
      shown[1 + row] = Printable.piece(rows.get(row).get(column));
    }
    return shown;
  }

  private static int widest(String[] cells) {
    int widest = 0;
    for (String cell : cells) {
      widest = Math.max(widest, cell.length());
    }
    return widest;
  }

  private static String drawn(List<String[]> cells) {
    Column[] columns =
        cells.stream()
            .map(
                column ->
                    new Column()
                        .header(column[0])
                        .headerAlign(HorizontalAlign.CENTER)
                        .dataAlign(HorizontalAlign.RIGHT)
                        .maxWidth(WIDEST_LINE))
            .toArray(Column[]::new);
    int rows = cells.get(0).length - 1;
    if (rows > 0 && !Decimals.isNumber(cells.get(0)[1])) {
      columns[0].dataAlign(HorizontalAlign.LEFT);
    }
    String[][] lines = new String[rows][cells.size()];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < cells.size(); column++) {
        lines[row][column] = cells.get(column)[1 + row];
      }
    }
    return AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .lineSeparator("\n")
            .data(columns, lines)
            .asString()
        + "\n";
  }
}
