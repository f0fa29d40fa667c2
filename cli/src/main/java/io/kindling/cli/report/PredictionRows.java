package io.kindling.cli.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.kindling.checkpoint.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a file of predictions, row by row. */
public interface PredictionRows {
  /**
   * Begins with the columns.
   *
   * @param names their names
   * @param numbers which of them hold numbers
   */
  void begin(List<String> names, BitSet numbers);

  /**
   * Takes a row.
   *
   * @param cells a text for each column, numbers in as many digits as restore them; null for what
   *     the model does not say
   */
  void row(List<@Nullable String> cells);

  /** In CSV, where nothing is said by an empty cell. */
  static PredictionRows csv(CsvWriter csv) {
    return new PredictionRows() {
      @Override
      public void begin(List<String> names, BitSet numbers) {
        csv.writeRecord(names);
      }

      @Override
      public void row(List<@Nullable String> cells) {
        List<String> texts = new ArrayList<>();
        for (String cell : cells) {
          texts.add(cell == null ? "" : cell);
        }
        csv.writeRecord(texts);
      }
    };
  }

  /** A JSON object a line; of two columns of one name, the last one. */
  static PredictionRows json(Writer lines) {
    return new PredictionRows() {
      private List<String> names = List.of();
      private BitSet numbers = new BitSet();

      @Override
      public void begin(List<String> columns, BitSet ofNumbers) {
        names = columns;
        numbers = ofNumbers;
      }

      @Override
      public void row(List<@Nullable String> cells) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int column = 0; column < names.size(); column++) {
          String cell = cells.get(column);
          boolean isNumber = cell != null && numbers.get(column);
          object.put(names.get(column), isNumber ? Double.valueOf(cell) : cell);
        }
        try {
          lines.append(JsonWriter.write(object)).append('\n');
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
