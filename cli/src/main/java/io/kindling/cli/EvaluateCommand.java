package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.options.AskedTable;
import io.kindling.cli.options.BackendOptions;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.ColumnNames;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.Unfilled;
import io.kindling.cli.options.WeightsOptions;
import io.kindling.cli.report.Verdict;
import io.kindling.cli.report.Verdicts;
import io.kindling.cli.table.TableFile;
import io.kindling.cli.text.Progress;
import io.kindling.core.Device;
import io.kindling.model.TrainedModel;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import io.kindling.text.Printable;
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

  @Mixin private AskedTable rows;
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

  @Override
  public void run() {
    try (Progress progress = Progress.of(json.isTyped());
        AskedTable opened = rows) {
      Table table = opened.open("evaluate", progress, "reading");
      List<Verdict> verdicts = judge(table);
      PrintWriter out = command.commandLine().getOut();
      if (json.isTyped()) {
        JsonOption.print(
            out, JsonOption.object("models", verdicts.stream().map(Verdict::json).toList()));
      } else {
        out.print(Verdicts.text(verdicts));
        out.flush();
      }
      verdicts.forEach(this::complain);
    }
  }

  private void complain(Verdict verdict) {
    String which = modelFiles.size() > 1 ? verdict.model() + ": " : "";
    PrintWriter err = command.commandLine().getErr();
    for (String remark : verdict.strangers().remarks()) {
      err.println(Printable.line("kindling: " + which + remark));
    }
    err.flush();
  }

  private List<Verdict> judge(Table table) {
    try (Backend backend = backendOptions.open()) {
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
      return verdicts;
    }
  }
}
