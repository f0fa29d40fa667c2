package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.CsvOutput.Records;
import io.kindling.core.Device;
import io.kindling.data.Dataset;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.train.Evaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Applies a saved model to a table. */
@Command(
    name = "predict",
    description = "Applies a saved model to a table.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class PredictCommand implements Runnable {
  @Spec private CommandSpec command;

  @Option(
      names = "--model-file",
      paramLabel = "FILE",
      required = true,
      description = "What kindling train --save wrote, or a checkpoint.")
  private Path modelFile;

  @Option(
      names = "--data",
      paramLabel = "FILE.csv",
      required = true,
      description = "The table; it must have the columns that the model was trained on.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Where to write the predictions. Default: to the terminal.")
  private @Nullable Path out;

  @Mixin private BackendOptions backendOptions;

  @Override
  public void run() {
    OutputOptions.check("--out", out, "--data", data);
    OutputOptions.check("--out", out, "--model-file", modelFile);
    SavedModel saved = SavedModel.load(modelFile);
    try (Backend backend = backendOptions.open()) {
      List<TextColumn> given = new ArrayList<>();
      float[] x = read(saved, given);
      Device device = backendOptions.device(backend);
      Module model = backend.module(saved.model()).loadStateDict(saved.state()).to(device);
      int rows = x.length / saved.features().size();
      List<TextColumn> answers =
          saved
              .targets()
              .answers(
                  outputs(saved, IndexInput.around(backend, saved.model(), model), x, rows),
                  CsvOutput::digits);
      write(CsvOutput.predictions(rows, given, answers));
    }
  }

  /** What the model says of each row. */
  private float[] outputs(SavedModel saved, Module model, float[] x, int rows) {
    Standardizer scaling = saved.scaling();
    Scaling features = scaling == null ? null : scaling.features();
    float[] seen = features == null ? x : features.apply(x);
    TableDataset table = Dataset.of(seen, saved.features().size(), new float[rows], 1);
    float[] outputs = new Evaluator(model).predict(table);
    return finite(scaling == null ? outputs : scaling.restore(outputs), rows);
  }

  /** Numbers so large that the model cannot follow them are not answered by an infinity. */
  private float[] finite(float[] outputs, int rows) {
    for (int i = 0; i < outputs.length; i++) {
      if (!Float.isFinite(outputs[i])) {
        throw new DataException(
            data + "",
            "what the model says of each row must be finite",
            outputs[i] + " for row " + (1 + i / (outputs.length / rows)) + " of the data",
            "features like those that it was trained on",
            null);
      }
    }
    return outputs;
  }

  /** Reads the features, and the targets as they are given, as far as the table has them. */
  private float[] read(SavedModel saved, List<TextColumn> given) {
    try (CsvTable csv = new CsvTable(data)) {
      int[] features = csv.columns(saved.features());
      List<String> known = saved.targets().names().stream().filter(csv.header()::contains).toList();
      int[] targets = csv.columns(known);
      List<List<String>> cells = new ArrayList<>();
      known.forEach(target -> cells.add(new ArrayList<>()));
      FloatList x = new FloatList();
      while (csv.hasNext()) {
        CsvRow row = csv.nextRow();
        for (int feature : features) {
          x.add(row.number(feature));
        }
        for (int i = 0; i < targets.length; i++) {
          cells.get(i).add(row.text(targets[i]));
        }
      }
      if (x.size() == 0) {
        throw new DataException(data + "", "there must be a row", "a header only", "data", null);
      }
      for (int i = 0; i < targets.length; i++) {
        given.add(TextColumn.of(known.get(i), cells.get(i)));
      }
      return x.toArray();
    }
  }

  private void write(Records records) {
    if (out == null) {
      try {
        CsvOutput.write(command.commandLine().getOut(), records);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else {
      CsvOutput.save(out, records);
    }
  }
}
