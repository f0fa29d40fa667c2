package io.kindling.cli.report;

import io.kindling.cli.table.LoadedTable;
import io.kindling.cli.table.RawRows;
import io.kindling.cli.table.TrainingTable;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A table's rows, and what a model says of them. */
@FunctionalInterface
public interface Answered {
  /**
   * Goes through the rows in their order, some at a time.
   *
   * @param use takes rows, and what the model says of them, in the targets' own units
   */
  void forEach(BiConsumer<RawRows, double[]> use);

  /**
   * Applies a model to a table.
   *
   * @param outputs what it says of some rows; of rows that are kept, it is asked for but once
   */
  static Answered of(TrainingTable table, Function<RawRows, double[]> outputs) {
    if (table instanceof LoadedTable loaded) {
      double[] all = outputs.apply(loaded.all());
      return use -> use.accept(loaded.all(), all);
    }
    return use -> table.forEach(rows -> use.accept(rows, outputs.apply(rows)));
  }
}
