package io.kindling.cli.table;

import io.kindling.Specs;
import io.kindling.data.Scaling;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LossSpec;
import io.kindling.table.FeatureRules;
import io.kindling.table.Missing;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table whose rows say what a saved model should have said of them. */
public final class JudgedTable {
  private static final String SCALED = "a model of kindling train --standardize takes larger ones";

  private JudgedTable() {}

  /**
   * Reads the columns that a model was trained on, targets too.
   *
   * @param table the table
   * @param saved the model
   */
  public static LoadedTable read(Table table, TrainedModel saved) {
    return (LoadedTable)
        open(table, saved, null, /* drops= */ false, new Strangers(), TableFile.Streaming.NEVER);
  }

  /**
   * Opens a table to judge a model by it.
   *
   * @param table the table
   * @param saved the model
   * @param weights the column that says how much rows count; null for all alike
   * @param drops whether rows with a missing cell are left out
   * @param strangers counts the levels that the model does not know
   * @param streaming whether rows are kept in memory
   */
  public static TrainingTable open(
      Table table,
      TrainedModel saved,
      @Nullable String weights,
      boolean drops,
      Strangers strangers,
      TableFile.Streaming streaming) {
    RowColumns beside = new RowColumns(weights, saved.offset());
    List<String> targets = saved.outputs().targets();
    check(table, saved);
    Scaling features = saved.scaling() == null ? null : saved.scaling().features();
    Scaling numbers = saved.scaling() == null ? null : saved.scaling().targets();
    FeatureRules rules = FeatureRules.standard().missing(drops ? Missing.DROP : Missing.FAIL);
    return new TableFile(table, beside)
        .open(
            (header, terms) -> new Wanted(saved.columns().names(), targets, List.of()),
            saved.outputs().areLabels() ? Holding.LABELS : Holding.NUMBERS,
            new CellRules(
                CellRule.of(saved.spec(), features, SCALED),
                numbers == null
                    ? CellRule.target(loss(saved), SCALED)
                    : CellRule.scaled(numbers, SCALED),
                strangers),
            new Preparing(
                rules, columns -> Map.of(), /* asked= */ true, /* plain= */ false, saved.columns()),
            streaming);
  }

  private static void check(Table table, TrainedModel saved) {
    List<String> needed = new ArrayList<>(saved.columns().names());
    needed.addAll(saved.outputs().targets());
    if (saved.offset() != null) {
      needed.add(saved.offset());
    }
    try (TableRows rows = table.open()) {
      ModelColumns.check(needed, rows);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /** What a model was trained with, or most likely was. */
  public static LossSpec loss(TrainedModel saved) {
    if (saved.loss() != null) {
      return saved.loss();
    }
    return !saved.outputs().areLabels()
        ? Specs.mse()
        : saved.outputs().binary() ? Specs.bceWithLogits() : Specs.crossEntropy();
  }
}
