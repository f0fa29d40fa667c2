package io.kindling.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.model.IndexInput;
import io.kindling.cli.model.Outputs;
import io.kindling.cli.model.SavedModel;
import io.kindling.cli.options.BackendOptions;
import io.kindling.cli.options.OutputOptions;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.report.CsvOutput;
import io.kindling.cli.table.CellRule;
import io.kindling.cli.table.TableFile;
import io.kindling.core.Device;
import io.kindling.data.Scaling;
import io.kindling.error.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
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
      Device device = backendOptions.device(backend);
      Module model = backend.module(saved.model()).loadStateDict(saved.state()).to(device);
      Outputs outputs =
          new Outputs(IndexInput.around(backend, saved.model(), model), saved.scaling());
      if (out == null) {
        print(saved, outputs);
      } else {
        CsvOutput.save(out, csv -> write(saved, outputs, csv));
      }
    }
  }

  /** Writes what the model says of all rows, or nothing. */
  private void print(SavedModel saved, Outputs outputs) {
    StringWriter text = new StringWriter();
    try {
      CsvOutput.write(text, csv -> write(saved, outputs, csv));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PrintWriter terminal = command.commandLine().getOut();
    terminal.append(text.getBuffer()).flush();
  }

  /** Writes the targets, as far as the table has them, and what the model says of each row. */
  private void write(SavedModel saved, Outputs outputs, CsvWriter csv) {
    Targets targets = saved.targets();
    Targets.Digits digits = SavedModel.digits(saved.scaling());
    Scaling features = saved.scaling() == null ? null : saved.scaling().features();
    AtomicLong before = new AtomicLong();
    new TableFile(data)
        .forEach(
            saved.features(),
            targets.names(),
            CellRule.of(saved.model(), features),
            (given, rows) -> {
              double[] said = outputs.of(rows);
              checkFinite(said, rows.count(), before.get());
              if (before.getAndAdd(rows.count()) == 0) {
                csv.writeRecord(CsvOutput.header(given, targets));
              }
              CsvOutput.predictions(csv, given, targets, digits, rows, said);
            });
  }

  /** Numbers so large that the model cannot follow them are not answered by an infinity. */
  private void checkFinite(double[] outputs, int rows, long before) {
    Outputs.checkFinite(
        outputs,
        (output, at) ->
            new DataException(
                new TableFile(data).place(before + at / (outputs.length / rows)),
                "the model's output must be finite",
                output + "",
                "features like those that it was trained on",
                null));
  }
}
