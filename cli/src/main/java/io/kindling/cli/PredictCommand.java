package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.BackendStatus;
import io.kindling.Backends;
import io.kindling.Device;
import io.kindling.Module;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.cli.CsvOutput.GivenColumn;
import io.kindling.cli.CsvOutput.Records;
import io.kindling.error.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
      description = "What kindling train --save wrote.")
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

  @Override
  public void run() {
    OutputOptions.check("--out", out, data);
    try (Backend backend = backend()) {
      SavedModel saved = SavedModel.load(backend, modelFile);
      List<GivenColumn> given = new ArrayList<>();
      Table table = read(saved, given);
      Device device = backend.bestDevice();
      Module model = backend.module(saved.model()).loadStateDict(saved.state()).to(device);
      Shape shape = Shape.of(table.rows(), saved.features().size());
      Tensor inputs = backend.tensor(table.x(), shape).to(device);
      float[] predicted = Training.predict(backend, model, inputs);
      write(CsvOutput.predictions(given, saved.targets(), predicted));
    }
  }

  /** The backend that needs no loading if it reads the file, else the first that does. */
  private Backend backend() {
    Backend usual = Backends.open(BackendOptions.DEFAULT);
    if (usual.reads(modelFile)) {
      return usual;
    }
    for (BackendStatus status : Backends.status()) {
      if (status.usable() && !status.name().equals(usual.name())) {
        Backend other = Backends.open(status.name());
        if (other.reads(modelFile)) {
          usual.close();
          return other;
        }
        other.close();
      }
    }
    return usual; // its own words on the file are the error
  }

  /** Reads the features, and the targets as they are given, as far as the table has them. */
  private Table read(SavedModel saved, List<GivenColumn> given) {
    try (CsvTable csv = new CsvTable(data)) {
      int[] features = csv.columns(saved.features());
      List<String> known =
          saved.targets().stream().filter(target -> csv.header().contains(target)).toList();
      int[] targets = csv.columns(known);
      known.forEach(target -> given.add(new GivenColumn(target, new ArrayList<>())));
      FloatList x = new FloatList();
      while (csv.hasNext()) {
        CsvTable.Row row = csv.nextRow();
        for (int feature : features) {
          x.add(row.number(feature));
        }
        for (int i = 0; i < targets.length; i++) {
          given.get(i).cells().add(row.text(targets[i]));
        }
      }
      if (x.size() == 0) {
        throw new DataException(data + "", "there must be a row", "a header only", "data", null);
      }
      return new Table(saved.features(), saved.targets(), x.toArray(), new float[0]);
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
