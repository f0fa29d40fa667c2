package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.options.BackendOptions;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.ColumnNames;
import io.kindling.cli.options.JdbcOptions;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.TableArgument;
import io.kindling.cli.options.TableNames;
import io.kindling.cli.options.TableOptions;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.options.WeightsOptions;
import io.kindling.cli.report.Verdict;
import io.kindling.cli.report.Verdicts;
import io.kindling.cli.table.TableFile;
import io.kindling.core.Device;
import io.kindling.model.TrainedModel;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how good saved models are for a table. */
@Command(
    name = "evaluate",
    description = "Says how good saved models are for a table that has the true values.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvaluateCommand implements Runnable {
  @Spec private CommandSpec command;

  @Option(
      names = "--model-file",
      paramLabel = "FILE",
      required = true,
      description =
          "What kindling train --save wrote, or a checkpoint. Several, each with --model-file,"
              + " stand side by side.")
  private List<Path> modelFiles = List.of();

  @Mixin private ChoiceOptions choice;

  @Option(
      names = "--data",
      paramLabel = "FILE[,FILE]",
      description =
          "The table; it must have the columns that the models were trained on, and those that"
              + " they predict. Several files are one table; - is standard input.")
  private List<String> data = List.of();

  @Mixin private TableArgument argument;
  @Mixin private TableOptions text;
  @Mixin private JdbcOptions database;
  @Mixin private WeightsOptions weights;

  @Option(
      names = "--weights",
      paramLabel = "COL",
      description = "The column that says how much a row counts, 0 or more. Default: all alike.")
  private @Nullable String rowWeights;

  @Option(
      names = "--missing",
      paramLabel = "WHAT",
      description =
          "What is done about a row with a missing cell that the model does not know how to fill:"
              + " fail, or drop, which leaves it out. Default: fail.")
  private Unfilled missing = Unfilled.FAIL;

  @Mixin private BackendOptions backendOptions;
  @Mixin private JsonOption json;

  /** What is done about missing cells that nothing is known to stand for. */
  enum Unfilled {
    FAIL,
    DROP
  }

  @Override
  public void run() {
    List<String> typed = argument.or(data);
    Table answer = database.table(typed, text);
    if (answer == null && typed.isEmpty()) {
      throw new UsageException(
          "evaluate needs a table: TABLE, --data FILE, or --jdbc URL --query SQL");
    }
    try (TableOptions opened = text;
        Backend backend = backendOptions.open()) {
      Table table = answer == null ? opened.open(TableNames.files("--data", typed)) : answer;
      Device device = backendOptions.device(backend);
      List<Verdict> verdicts = new ArrayList<>();
      for (Path file : modelFiles) {
        TrainedModel saved =
            weights.load(file, choice.choice(), new TableFile(table, RowColumns.NONE));
        Module model = saved.module(backend).to(device);
        verdicts.add(
            Verdict.of(
                file.toString(),
                saved,
                backend,
                model,
                table,
                ColumnNames.one(rowWeights),
                missing == Unfilled.DROP));
      }
      PrintWriter out = command.commandLine().getOut();
      if (json.isTyped()) {
        JsonOption.print(
            out, JsonOption.object("models", verdicts.stream().map(Verdict::json).toList()));
      } else {
        out.print(Verdicts.text(verdicts));
        out.flush();
      }
    }
  }
}
