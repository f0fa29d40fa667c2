package io.kindling.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.kindling.Backend;
import io.kindling.TensorData;
import io.kindling.checkpoint.SavedState;
import io.kindling.error.CheckpointException;
import io.kindling.spec.ModuleSpec;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A model in a file: its state, and beside it what it is and which columns it was trained on, so
 * that predicting needs nothing else.
 *
 * @param model its description
 * @param features the columns that go in
 * @param targets the columns that come out
 * @param state its parameters
 */
record SavedModel(
    ModuleSpec model, List<String> features, List<String> targets, Map<String, TensorData> state) {
  private static final String MODEL = "kindling_model";
  private static final String FEATURES = "kindling_features";
  private static final String TARGETS = "kindling_targets";

  void save(Backend backend, Path file) {
    Map<String, String> metadata =
        Map.of(MODEL, model.toString(), FEATURES, join(features), TARGETS, join(targets));
    backend.save(file, new SavedState(state, metadata));
  }

  static SavedModel load(Backend backend, Path file) {
    SavedState saved = backend.load(file);
    return new SavedModel(
        ModuleSpec.parse(note(file, saved, MODEL)),
        split(note(file, saved, FEATURES)),
        split(note(file, saved, TARGETS)),
        saved.tensors());
  }

  private static String note(Path file, SavedState saved, String key) {
    String note = saved.metadata().get(key);
    if (note == null) {
      throw new CheckpointException(
          file.toString(),
          "the file must say what model it holds",
          "no " + key,
          "a file that kindling train --save wrote",
          null);
    }
    return note;
  }

  /** Names as one line of CSV: they may hold commas. */
  private static String join(List<String> names) {
    StringWriter line = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line)) {
      csv.writeRecord(names);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter throws none
    }
    return line.toString().strip();
  }

  private static List<String> split(String line) {
    return CsvReader.builder().ofSingleCsvRecord(line).getFields();
  }
}
