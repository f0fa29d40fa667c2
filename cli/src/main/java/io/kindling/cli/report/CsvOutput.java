package io.kindling.cli.report;

import static java.util.Objects.requireNonNull;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.kindling.cli.text.Numbers;
import io.kindling.file.FileFailures;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The CSV files that the command writes; floats in as many digits as restore them. */
public final class CsvOutput {
  private CsvOutput() {}

  /**
   * Writes every epoch's losses.
   *
   * @param rates whether to write the learning rates too
   */
  public static void history(Path file, History history, boolean rates) {
    List<Epoch> epochs = history.epochs();
    boolean validated = !epochs.isEmpty() && epochs.get(0).validationLoss().isPresent();
    save(
        file,
        csv -> {
          List<String> header = new ArrayList<>(List.of("epoch", "loss"));
          header.addAll(validated ? List.of("validation_loss") : List.of());
          header.addAll(rates ? List.of("learning_rate") : List.of());
          csv.writeRecord(header);
          for (Epoch epoch : epochs) {
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
  public interface Records {
    /** Writes lines. */
    void writeTo(CsvWriter csv);
  }

  /** A float in as many digits as restore it. */
  private static String digits(double number) {
    return Float.toString((float) number);
  }

  /** Writes a file, whole or not at all. */
  public static void save(Path file, Records records) {
    saveText(file, writer -> write(writer, records));
  }

  /** What to write into a file of text. */
  @FunctionalInterface
  public interface Text {
    /** Writes all of it. */
    void writeTo(Writer writer) throws IOException;
  }

  /** Writes a file of another kind of text, whole or not at all. */
  public static void saveText(Path file, Text text) {
    try {
      FileFailures.writingData(
          file,
          stream -> {
            Writer writer =
                new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            text.writeTo(writer);
            writer.flush();
          });
    } catch (UncheckedIOException e) {
      throw FileFailures.unwritableData(file, requireNonNull(e.getCause()));
    }
  }

  /** Writes to a writer that stays open. */
  public static void write(Writer writer, Records records) throws IOException {
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
    records.writeTo(csv);
    csv.flush();
    writer.flush();
  }
}
