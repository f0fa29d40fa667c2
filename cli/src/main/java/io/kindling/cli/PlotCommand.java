package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.cli.model.FiniteOutputs;
import io.kindling.cli.options.BackendOptions;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.FileName;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.OutputFiles;
import io.kindling.cli.options.TableNames;
import io.kindling.cli.options.TableOptions;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.plot.Kind;
import io.kindling.cli.plot.LossHistory;
import io.kindling.cli.plot.Pictures;
import io.kindling.cli.plot.PlotFile;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.JudgedTable;
import io.kindling.cli.table.LoadedTable;
import io.kindling.error.DataException;
import io.kindling.model.TrainedModel;
import io.kindling.plot.Figure;
import io.kindling.table.Table;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws how a training went, or how good a saved model is. */
@Command(
    name = "plot",
    description =
        "Draws the losses that train --history has written; with --model-file, a table and what the"
            + " model says of it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class PlotCommand implements Runnable {
  private static final String OUT = "--out";

  @Spec private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "TABLE",
      description = "The history; with --model-file, a table that has the targets too.")
  private List<String> tables = List.of();

  @Option(
      names = OUT,
      paramLabel = "[KIND:]FILE",
      description =
          "Where to draw: FILE.png, FILE.svg, or - for the terminal. KIND is fit, predicted,"
              + " residuals, confusion or roc. Default: -, and what fits best. May be typed several"
              + " times.")
  private List<String> typed = List.of("-");

  @Option(
      names = "--model-file",
      paramLabel = "FILE",
      description = "What kindling train --save wrote, or a checkpoint.")
  private @Nullable Path modelFile;

  @Mixin private ChoiceOptions choice;
  @Mixin private TableOptions text;
  @Mixin private BackendOptions backendOptions;
  @Mixin private JsonOption json;

  @Override
  public void run() {
    List<PlotFile<Kind>> plots =
        typed.stream().map(one -> PlotFile.parse(one, FileName::parse, Kind.values())).toList();
    if (json.isTyped() && plots.stream().anyMatch(plot -> plot.file() == null)) {
      throw new UsageException("--json needs --out FILE.svg or FILE.png: it draws nothing itself");
    }
    List<Path> files = TableNames.files("TABLE", tables);
    OutputFiles outputs = new OutputFiles();
    files.forEach(file -> outputs.reading("TABLE", file));
    outputs.readingModel("--model-file", modelFile);
    for (PlotFile<Kind> plot : plots) {
      plot.check(OUT);
      outputs.writing(OUT, plot.file());
      checkKind(plot.kind());
    }
    try (TableOptions opened = text) {
      Table table = opened.open(files);
      opened.checkTyped();
      if (modelFile == null) {
        Figure losses = LossHistory.draw(table);
        plots.forEach(plot -> draw(plot, losses));
      } else {
        draw(plots, table, TrainedModel.load(modelFile, choice.choice()));
      }
    }
    if (json.isTyped()) {
      List<String> drawn = plots.stream().map(plot -> plot.file() + "").toList();
      JsonOption.print(command.commandLine().getOut(), JsonOption.object("files", drawn));
    }
  }

  /** A model has no history, and a history no model. */
  private void checkKind(@Nullable Kind kind) {
    if (kind != null && modelFile == null && kind != Kind.LOSSES) {
      throw new UsageException(OUT + " " + kind + ": needs --model-file FILE and a table");
    }
    if (kind == Kind.LOSSES && modelFile != null) {
      throw new UsageException(
          OUT + " losses: is of a history, without --model-file: a model has none");
    }
  }

  private void draw(List<PlotFile<Kind>> plots, Table table, TrainedModel saved) {
    LoadedTable rows = JudgedTable.read(table, saved);
    Targets targets = Targets.of(saved.outputs());
    Pictures pictures = new Pictures(rows, targets);
    plots.forEach(plot -> pictures.check(plot.kind(), OUT));
    targets.dataset(rows); // refuses labels that the model does not know
    double[] said;
    try (Backend backend = backendOptions.open()) {
      Module model = saved.module(backend).to(backendOptions.device(backend));
      said =
          saved.predict(model, rows.all().inputs(rows.features().size(), rows.beside())).values();
    }
    FiniteOutputs.check(
        said,
        (output, at) ->
            new DataException(
                table.name(),
                "the model's outputs must be finite",
                output + "",
                "features like those that it was trained on",
                null));
    plots.forEach(plot -> draw(plot, pictures.of(plot.kind(), rows.all(), said)));
  }

  private void draw(PlotFile<Kind> plot, Figure figure) {
    plot.draw(figure, command.commandLine().getOut());
  }
}
