package io.kindling.cli.table;

import io.kindling.data.Scaling;
import io.kindling.model.TrainedModel;
import io.kindling.table.FeatureRules;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A table whose rows say what a saved model should have said of them. */
public final class JudgedTable {
  private JudgedTable() {}

  /**
   * Reads the columns that a model was trained on, targets too.
   *
   * @param table the table
   * @param saved the model
   */
  public static LoadedTable read(Table table, TrainedModel saved) {
    RowColumns beside = new RowColumns(null, saved.offset());
    List<String> targets = saved.outputs().targets();
    List<String> needed = new ArrayList<>(saved.columns().names());
    needed.addAll(targets);
    needed.addAll(beside.names());
    try (TableRows rows = table.open()) {
      ModelColumns.check(needed, rows);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
    Scaling features = saved.scaling() == null ? null : saved.scaling().features();
    return (LoadedTable)
        new TableFile(table, beside)
            .open(
                (header, terms) -> new Wanted(saved.columns().names(), targets, List.of()),
                saved.outputs().areLabels() ? Holding.LABELS : Holding.NUMBERS,
                new CellRules(CellRule.of(saved.spec(), features), CellRule.ANY),
                new Preparing(FeatureRules.standard(), true, false, saved.columns()),
                TableFile.Streaming.NEVER);
  }
}
