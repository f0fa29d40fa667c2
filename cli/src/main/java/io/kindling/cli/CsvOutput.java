package io.kindling.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.kindling.checkpoint.AtomicFile;
import io.kindling.error.DataException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The CSV files that the command writes; floats in as many digits as restore them. */
final class CsvOutput {
  private CsvOutput() {}

  /** Writes every epoch's loss. */
  static void history(Path file, float[] losses) {
    save(
        file,
        csv -> {
          csv.writeRecord("epoch", "loss");
          for (int i = 0; i < losses.length; i++) {
            csv.writeRecord(Integer.toString(i + 1), Float.toString(losses[i]));
          }
        });
  }

  /** What to write into a CSV file. */
  @FunctionalInterface
  interface Records {
    void writeTo(CsvWriter csv);
  }

  /**
   * What goes into a file of predictions: the target columns as they were given, then each as
   * {@code NAME_predicted}.
   *
   * @param given the target columns that there are, each with its cells as text
   * @param targets the names of what was predicted
   * @param predicted the predictions, row by row
   */
  static Records predictions(List<GivenColumn> given, List<String> targets, float[] predicted) {
    return csv -> {
      List<String> header = new ArrayList<>();
      given.forEach(column -> header.add(column.name()));
      targets.forEach(target -> header.add(target + "_predicted"));
      csv.writeRecord(header);
      int width = targets.size();
      for (int row = 0; row < predicted.length / width; row++) {
        List<String> line = new ArrayList<>();
        for (GivenColumn column : given) {
          line.add(column.cells().get(row));
        }
        for (int target = 0; target < width; target++) {
          line.add(Float.toString(predicted[row * width + target]));
        }
        csv.writeRecord(line);
      }
    };
  }

  /** A column that was in the data. */
  record GivenColumn(String name, List<String> cells) {}

  /** Writes a file, whole or not at all. */
  static void save(Path file, Records records) {
    try {
      AtomicFile.write(
          file, stream -> write(new OutputStreamWriter(stream, StandardCharsets.UTF_8), records));
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(
          file.toString(), "the file must be writable", e + "", "room and permission", null);
    }
  }

  /** Writes to a writer that stays open. */
  static void write(Writer writer, Records records) throws IOException {
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
    records.writeTo(csv);
    csv.flush();
    writer.flush();
  }
}
