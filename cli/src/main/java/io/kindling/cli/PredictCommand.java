package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.fit.RowBounds;
import io.kindling.cli.options.AskedTable;
import io.kindling.cli.options.BackendOptions;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.CopyOptions;
import io.kindling.cli.options.OnError;
import io.kindling.cli.options.OutputFiles;
import io.kindling.cli.options.WeightsOptions;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.report.CsvOutput;
import io.kindling.cli.report.PredictionFile;
import io.kindling.cli.report.PredictionRows;
import io.kindling.cli.table.TableFile;
import io.kindling.cli.text.Progress;
import io.kindling.cli.text.Terminal;
import io.kindling.core.Device;
import io.kindling.error.DataException;
import io.kindling.model.TrainedModel;
import io.kindling.statistics.Intervals;
import io.kindling.table.RowColumns;
import io.kindling.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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

  @Mixin private AskedTable rows;
  @Mixin private WeightsOptions weights;
  @Mixin private CopyOptions copies;

  @Option(
      names = "--probabilities",
      description = "Writes the probability of each label too, in columns called NAME=label.")
  private boolean probabilities;

  @Option(
      names = "--interval",
      paramLabel = "KIND",
      description =
          "Writes between what bounds a number lies, in columns called NAME_low and NAME_high, as"
              + " sure as kindling fit was asked to be: confidence, of the mean of all such rows; or"
              + " prediction, of each. For models of kindling fit --save.")
  private Intervals.@Nullable Kind interval;

  @Option(
      names = "--on-error",
      paramLabel = "WHAT",
      description =
          "What is done about a row that the model has no answer to, as one with a missing cell:"
              + " stop; skip, which leaves it out; or empty, which leaves its predictions empty."
              + " Default: stop.")
  private OnError onError = OnError.STOP;

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description = "Where to write the predictions. Default: to the terminal.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description =
          "Writes a line of JSON for each row in place of CSV (JSON Lines): an object, in which what"
              + " the model says is a number with all its digits, or a label; null where it has no"
              + " answer. Columns of the table are texts, as they stand.")
  private boolean json;

  @Mixin private BackendOptions backendOptions;

  private @Nullable RowBounds bounds;

  @Override
  public void run() {
    new OutputFiles()
        .reading(rows.files())
        .readingModel("--model-file", modelFile)
        .writing("--out", out);
    try (Progress progress = Progress.of(json);
        AskedTable opened = rows) {
      TableFile table =
          new TableFile(opened.open("predict", progress, "predicting"), RowColumns.NONE);
      TrainedModel saved = weights.load(modelFile, choice.choice(), table);
      checkProbabilities(saved);
      bounds =
          interval == null
              ? null
              : RowBounds.of(modelFile, choice.choice(), interval, saved.features());
      predict(table, saved);
    }
  }

  private void predict(TableFile table, TrainedModel saved) {
    try (Backend backend = backendOptions.open()) {
      Device device = backendOptions.device(backend);
      Module model = saved.module(backend).to(device);
      TableFile asked = new TableFile(table.table(), new RowColumns(null, saved.offset()));
      Refusals refusals = new Refusals(onError);
      Answering.Layout layout = layout(saved);
      List<String> remarks = new ArrayList<>();
      Consumer<PredictionRows> answers =
          lines -> {
            Answering answering =
                new Answering(asked, saved, model, refusals, layout, lines, bounds);
            answering.write();
            remarks.addAll(answering.strangers().remarks());
          };
      CsvOutput.Text text = writer -> write(answers, writer);
      if (out == null) {
        print(text);
      } else {
        CsvOutput.saveText(out, text);
      }
      remarks.forEach(this::complain);
      complain(refusals.text(reason -> CommandWords.of(reason, command)));
    }
  }

  private void write(Consumer<PredictionRows> answers, Writer writer) throws IOException {
    if (json) {
      answers.accept(PredictionRows.json(writer));
    } else {
      CsvOutput.write(writer, csv -> answers.accept(PredictionRows.csv(csv)));
    }
  }

  private void checkProbabilities(TrainedModel saved) {
    if (probabilities && !saved.outputs().areLabels()) {
      throw new DataException(
          "--probabilities",
          "the model must predict labels",
          "numbers for " + String.join(", ", saved.outputs().targets()),
          "a model trained with cross_entropy() or bce_with_logits()",
          null);
    }
  }

  /** What is copied, then the targets as far as the table has them, then what the model says. */
  private Answering.Layout layout(TrainedModel saved) {
    Targets targets = Targets.of(saved.outputs());
    Targets.Digits digits = Targets.Digits.behind(saved.scaling());
    return (header, terms) -> {
      List<String> given = targets.names().stream().filter(header::contains).toList();
      List<String> shown = PredictionFile.shown(copies.among(header, terms), given);
      return new PredictionFile(
          shown, targets, digits, weights.ending(), probabilities, interval != null);
    };
  }

  /**
   * Writes what the model says of all rows, or nothing. The names of classes are exact in a file or
   * pipe; on a terminal, none of their characters steers it.
   */
  private void print(CsvOutput.Text answers) {
    StringWriter text = new StringWriter();
    try {
      answers.writeTo(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PrintWriter terminal = command.commandLine().getOut();
    terminal.append(Terminal.isThere() ? Printable.lines(text.toString()) : text.toString());
    terminal.flush();
  }

  private void complain(@Nullable String line) {
    if (line != null) {
      PrintWriter err = command.commandLine().getErr();
      err.println(Printable.line("kindling: " + line));
      err.flush();
    }
  }
}
