package io.kindling.cli;

import static java.util.Objects.requireNonNull;

import io.kindling.Module;
import io.kindling.cli.fit.RowBounds;
import io.kindling.cli.model.FiniteOutputs;
import io.kindling.cli.report.PredictionFile;
import io.kindling.cli.report.PredictionRows;
import io.kindling.cli.table.AskedRows;
import io.kindling.cli.table.CellRule;
import io.kindling.cli.table.Strangers;
import io.kindling.cli.table.TableFile;
import io.kindling.data.ColumnChoice;
import io.kindling.data.Scaling;
import io.kindling.error.DataException;
import io.kindling.model.TrainedModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a model says of a table's rows. */
final class Answering implements TableFile.Asked {
  private static final String SCALED = "a model of kindling train --standardize takes larger ones";

  private static final double[] NONE = {};

  private final TableFile table;
  private final TrainedModel saved;
  private final Module model;
  private final Refusals refusals;
  private final Layout layout;
  private final PredictionRows lines;
  private final @Nullable RowBounds bounds;
  private final Strangers strangers = new Strangers();
  private @Nullable PredictionFile file;
  private long before;

  /** Says what is to be written, once it is known what columns there are. */
  @FunctionalInterface
  interface Layout {
    PredictionFile of(List<String> header, ColumnChoice.Terms terms);
  }

  Answering(
      TableFile table,
      TrainedModel saved,
      Module model,
      Refusals refusals,
      Layout layout,
      PredictionRows lines,
      @Nullable RowBounds bounds) {
    this.table = table;
    this.saved = saved;
    this.model = model;
    this.refusals = refusals;
    this.layout = layout;
    this.lines = lines;
    this.bounds = bounds;
  }

  void write() {
    Scaling features = saved.scaling() == null ? null : saved.scaling().features();
    table.ask(
        saved.columns(), CellRule.of(saved.spec(), features, SCALED), refusals.goesOn(), this);
  }

  @Override
  public List<String> shown(List<String> header, ColumnChoice.Terms terms) {
    file = layout.of(header, terms);
    file.begin(lines);
    return file.shown();
  }

  @Override
  public void refused(DataException refusal) {
    refusals.add(() -> refusal);
  }

  @Override
  public Strangers strangers() {
    return strangers;
  }

  @Override
  public void take(AskedRows rows) {
    double[] said =
        rows.areAllRefused()
            ? NONE
            : saved.predict(model, rows.inputs(saved.features().size(), table.beside())).values();
    int width = saved.outputs().width();
    double[] answers = rows.answers(said, width);
    for (int row = 0; row < rows.count(); row++) {
      int at = FiniteOutputs.find(answers, row * width, (row + 1) * width);
      if (at >= 0 && !rows.isRefused(row)) {
        long place = before + row;
        refusals.add(() -> notFinite((float) answers[at], place));
      }
    }
    double[] around =
        bounds == null ? NONE : rows.answers(bounds.of(rows.features()), RowBounds.WIDTH);
    requireNonNull(file).write(lines, rows.texts(), answers, around, refusals.skips());
    before += rows.count();
    refusals.count(rows.count());
  }

  /** Numbers so large that the model cannot follow them are not answered by an infinity. */
  private DataException notFinite(float output, long row) {
    return new DataException(
        table.place(row),
        "the model's output must be finite",
        output + "",
        "features like those that it was trained on",
        AskedRows.WITHOUT_IT);
  }
}
