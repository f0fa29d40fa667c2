package io.kindling.cli.text;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.kindling.csv.Decimals;
import java.util.List;

/** A table for people. */
public final class Grid {
  private Grid() {}

  /**
   * Draws it, the first column to the left if it holds names.
   *
   * @param header the columns' names
   * @param rows the cells of each row
   */
  public static String text(List<String> header, List<List<String>> rows) {
    Column[] columns =
        header.stream()
            .map(
                name ->
                    new Column()
                        .header(Printable.cell(name))
                        .headerAlign(HorizontalAlign.CENTER)
                        .dataAlign(HorizontalAlign.RIGHT))
            .toArray(Column[]::new);
    if (!rows.isEmpty() && !Decimals.isNumber(rows.get(0).get(0))) {
      columns[0].dataAlign(HorizontalAlign.LEFT);
    }
    String[][] cells =
        rows.stream()
            .map(row -> row.stream().map(Printable::cell).toArray(String[]::new))
            .toArray(String[][]::new);
    return AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .lineSeparator("\n")
            .data(columns, cells)
            .asString()
        + "\n";
  }
}
