package io.kindling.cli.options;

import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.cli.report.PredictionFile;
import io.kindling.cli.table.TableFile;
import io.kindling.cli.table.Wanted;
import io.kindling.core.Shape;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.error.ShapeException;
import io.kindling.model.ModelNotes;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.FeatureColumns;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the weights of another program do not say of their model. */
public final class WeightsOptions {
  @Option(
      names = "--model",
      paramLabel = "SPEC",
      description =
          "What model the file's weights are of, where it does not say that itself, as one of"
              + " Python's; it takes the table's columns in their order.")
  private @Nullable ModuleSpec model;

  @Option(
      names = "--features",
      paramLabel = "COL[,COL]",
      description = "With --model: the columns that it takes. Default: all but those of --target.")
  private List<String> features = List.of();

  @Option(
      names = "--target",
      paramLabel = "NAME[,NAME]",
      description =
          "With --model: what it predicts, a name for each output. Default: prediction, or"
              + " prediction_0, prediction_1 …")
  private List<String> targets = List.of();

  /**
   * Reads the model.
   *
   * @param file its file
   * @param choice which part of the file is meant
   * @param table the table that it is to be applied to
   */
  public TrainedModel load(Path file, StateChoice choice, TableFile table) {
    if (model == null) {
      if (!features.isEmpty() || !targets.isEmpty()) {
        throw new UsageException(
            "--features and --target go with --model: a model that kindling train has saved says"
                + " itself which columns it takes");
      }
      return TrainedModel.load(file, choice);
    }
    SavedState saved = StateFile.loadWithNotes(file, choice);
    ModuleSpec own = new ModelNotes(file, saved.metadata()).spec();
    if (own != null) {
      throw new DataException(
          "--model",
          "the file must not say itself what model it holds",
          own + " in " + file,
          "weights alone",
          "leave --model out");
    }
    List<String> columns = table.choose(this::wanted).features();
    return new TrainedModel(
        model, FeatureColumns.numbers(columns), outputs(model, columns), null, saved.tensors());
  }

  /** What stands behind a target's name over its predictions: nothing where nobody has named it. */
  public String ending() {
    return model != null && targets.isEmpty() ? "" : PredictionFile.PREDICTED;
  }

  private Wanted wanted(List<String> header, ColumnChoice.Terms terms) {
    List<String> there = ColumnNames.split("--target", targets, header);
    there.retainAll(header);
    ColumnChoice.Found found =
        ColumnChoice.targets(there)
            .features(ColumnNames.split("--features", features, header))
            .among(
                header,
                new ColumnChoice.Terms(terms.table(), "--target", "--features", terms.hint()));
    return new Wanted(found.features().stream().map(header::get).toList(), there, List.of());
  }

  private Outputs outputs(ModuleSpec spec, List<String> columns) {
    int width = width(spec, columns);
    List<String> names = ColumnNames.split("--target", targets, List.of());
    if (names.isEmpty()) {
      names =
          width == 1
              ? List.of("prediction")
              : IntStream.range(0, width).mapToObj(i -> "prediction_" + i).toList();
    }
    if (names.size() != width) {
      throw new DataException(
          "--target",
          "each output of the model must have a name",
          names.size() + ": " + String.join(", ", names),
          width + ", as " + spec + " makes",
          null);
    }
    return new Outputs(names, List.of(), false);
  }

  private static int width(ModuleSpec spec, List<String> columns) {
    Shape rows = Shape.of(1, columns.size());
    try {
      Shape made = spec.outputShape(rows);
      if (made.rank() == 2 && made.size(0) == 1) {
        return Math.toIntExact(made.size(1));
      }
      throw new DataException(
          "--model",
          "it must make numbers of each row",
          spec + " with output " + made,
          "rows",
          null);
    } catch (ShapeException e) {
      throw new DataException(
          "--model",
          "it must take as many columns as there are",
          spec + " for " + columns.size() + ": " + String.join(", ", columns),
          "input " + e.expected(),
          "choose columns with --features");
    }
  }
}
