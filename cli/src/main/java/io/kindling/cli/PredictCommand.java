package io.kindling.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.model.FiniteOutputs;
import io.kindling.cli.options.BackendOptions;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.JdbcOptions;
import io.kindling.cli.options.OutputFiles;
import io.kindling.cli.options.TableNames;
import io.kindling.cli.options.TableOptions;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.report.CsvOutput;
import io.kindling.cli.table.CellRule;
import io.kindling.cli.table.TableFile;
import io.kindling.cli.text.Terminal;
import io.kindling.core.Device;
import io.kindling.data.Dataset;
import io.kindling.data.Scaling;
import io.kindling.error.DataException;
import io.kindling.model.TrainedModel;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import io.kindling.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
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

  @Mixin private ChoiceOptions choice;

  @Option(
      names = "--data",
      paramLabel = "FILE[,FILE]",
      description =
          "The table; it must have the columns that the model was trained on. Several files are one"
              + " table; - is standard input.")
  private List<String> data = List.of();

  @Mixin private TableOptions text;
  @Mixin private JdbcOptions database;

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Where to write the predictions. Default: to the terminal.")
  private @Nullable Path out;

  @Mixin private BackendOptions backendOptions;

  @Override
  public void run() {
    Table answer = database.table(data, text);
    if (answer == null && data.isEmpty()) {
      throw new UsageException("predict needs a table: --data FILE, or --jdbc URL --query SQL");
    }
    List<Path> files = TableNames.files(data);
    OutputFiles outputs = new OutputFiles();
    files.forEach(file -> outputs.reading("--data", file));
    outputs.readingModel("--model-file", modelFile).writing("--out", out);
    TrainedModel saved = TrainedModel.load(modelFile, choice.choice());
    try (TableOptions opened = text;
        Backend backend = backendOptions.open()) {
      Device device = backendOptions.device(backend);
      Module model = saved.module(backend).to(device);
      TableFile table =
          new TableFile(
              answer == null ? opened.open(files) : answer, new RowColumns(null, saved.offset()));
      if (out == null) {
        print(saved, model, table);
      } else {
        CsvOutput.save(out, csv -> write(saved, model, table, csv));
      }
    }
  }

  /**
   * Writes what the model says of all rows, or nothing. The names of classes are exact in a file or
   * pipe; on a terminal, none of their characters steers it.
   */
  private void print(TrainedModel saved, Module model, TableFile table) {
    StringWriter text = new StringWriter();
    try {
      CsvOutput.write(text, csv -> write(saved, model, table, csv));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PrintWriter terminal = command.commandLine().getOut();
    terminal.append(Terminal.isThere() ? Printable.lines(text.toString()) : text.toString());
    terminal.flush();
  }

  /** Writes the targets, as far as the table has them, and what the model says of each row. */
  private void write(TrainedModel saved, Module model, TableFile table, CsvWriter csv) {
    Targets targets = Targets.of(saved.outputs());
    Targets.Digits digits = Targets.Digits.behind(saved.scaling());
    Scaling features = saved.scaling() == null ? null : saved.scaling().features();
    AtomicLong before = new AtomicLong();
    table.forEach(
        saved.columns(),
        targets.names(),
        CellRule.of(saved.spec(), features),
        (given, rows) -> {
          Dataset inputs = rows.inputs(saved.features().size(), table.beside());
          double[] said = saved.predict(model, inputs).values();
          checkFinite(table, said, rows.count(), before.get());
          if (before.getAndAdd(rows.count()) == 0) {
            csv.writeRecord(CsvOutput.header(given, targets));
          }
          CsvOutput.predictions(csv, given, targets, digits, rows, said);
        });
  }

  /** Numbers so large that the model cannot follow them are not answered by an infinity. */
  private void checkFinite(TableFile table, double[] outputs, int rows, long before) {
    FiniteOutputs.check(
        outputs,
        (output, at) ->
            new DataException(
                table.place(before + at / (outputs.length / rows)),
                "the model's output must be finite",
                output + "",
                "features like those that it was trained on",
                null));
  }
}
