package io.kindling.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.kindling.error.DataException;
import io.kindling.file.AtomicFile;
import io.kindling.train.Epoch;
import io.kindling.train.History;
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

  /**
   * Writes every epoch's losses.
   *
   * @param rates whether to write the learning rates too
   */
  static void history(Path file, History history, boolean rates) {
    boolean validated = history.last().validationLoss().isPresent();
    save(
        file,
        csv -> {
          List<String> header = new ArrayList<>(List.of("epoch", "loss"));
          header.addAll(validated ? List.of("validation_loss") : List.of());
          header.addAll(rates ? List.of("learning_rate") : List.of());
          csv.writeRecord(header);
          for (Epoch epoch : history.epochs()) {
            List<String> line = new ArrayList<>();
            line.add(Integer.toString(epoch.number()));
            line.add(digits(epoch.loss()));
            epoch.validationLoss().ifPresent(loss -> line.add(digits(loss)));
            line.addAll(rates ? List.of(Numbers.shortest(epoch.learningRate())) : List.of());
            csv.writeRecord(line);
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
   * @param rows how many rows there are
   * @param given the target columns that there are
   * @param answers what was predicted, by the targets' names
   */
  static Records predictions(int rows, List<TextColumn> given, List<TextColumn> answers) {
    List<TextColumn> columns = new ArrayList<>(given);
    answers.forEach(
        answer -> columns.add(new TextColumn(answer.name() + "_predicted", answer.cells())));
    return csv -> {
      csv.writeRecord(columns.stream().map(TextColumn::name).toList());
      for (int i = 0; i < rows; i++) {
        int row = i;
        csv.writeRecord(columns.stream().map(column -> column.cells().apply(row)).toList());
      }
    };
  }

  /** A float in as many digits as restore it. */
  static String digits(double number) {
    return Float.toString((float) number);
  }

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
