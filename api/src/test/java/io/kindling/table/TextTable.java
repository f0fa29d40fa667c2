package io.kindling.table;

import io.kindling.data.ColumnChoice;
import io.kindling.text.NumberText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A table of a few lines, cells between commas. */
final class TextTable implements Table {
  private final List<List<String>> lines = new ArrayList<>();

  /** How often it was opened. */
  int readings;

  TextTable(String... lines) {
    for (String line : lines) {
      this.lines.add(Arrays.asList(line.split(",", -1)));
    }
  }

  @Override
  public String name() {
    return "T";
  }

  @Override
  public String kind() {
    return "a table";
  }

  @Override
  public TableRows open() {
    readings++;
    return new TableRows() {
      private final Map<Integer, Consumer<Cell>> users = new HashMap<>();
      private int row;

      @Override
      public List<String> header() {
        return lines.get(0);
      }

      @Override
      public ColumnChoice.Terms terms() {
        return ColumnChoice.Terms.of("T");
      }

      @Override
      public void on(int column, Consumer<Cell> user) {
        users.put(column, user);
      }

      @Override
      public boolean advance() {
        if (++row >= lines.size()) {
          return false;
        }
        for (int column = 0; column < header().size(); column++) {
          if (users.containsKey(column)) {
            users.get(column).accept(cell(row, column));
          }
        }
        return true;
      }

      @Override
      public void close() {}
    };
  }

  private Cell cell(int row, int column) {
    String text = lines.get(row).get(column);
    return new Cell() {
      @Override
      public String place() {
        return "T, row " + row;
      }

      @Override
      public String column() {
        return lines.get(0).get(column);
      }

      @Override
      public String text() {
        return text;
      }

      @Override
      public double parse() {
        return NumberText.isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
      }

      @Override
      public boolean isMissing() {
        return MissingValues.standard().isMissing(text);
      }
    };
  }
}
