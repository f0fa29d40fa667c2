package io.kindling.cli.table;

import io.kindling.data.Dataset;
import io.kindling.error.DataException;
import io.kindling.table.Classes;
import io.kindling.table.IndexEncoding;
import io.kindling.table.RowColumns;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Rows to train on: features in; targets out, which are numbers or labels. */
public sealed interface TrainingTable permits LoadedTable, StreamedTable {
  /** Where the rows are from, as errors name it. */
  String source();

  /** The columns that go in, and how they become features. */
  Prepared prepared();

  /** The names of the features that are made of them. */
  default List<String> features() {
    return prepared().columns().features();
  }

  /** Whether there is one feature, and it is a number that others can be drawn over. */
  default boolean isOfOneNumber() {
    return features().size() == 1
        && !(prepared().columns().columns().get(0).encoding() instanceof IndexEncoding);
  }

  /** The names of the columns that come out. */
  List<String> targets();

  /** The names of the columns that are copied as they stand. */
  List<String> copied();

  /** The columns that say of rows how much they count, and what is added to the model's output. */
  RowColumns beside();

  /** How many rows there are, at least 1. */
  long rows();

  /** Whether the targets are labels; else they are numbers. */
  boolean holdsLabels();

  /** The labels that a target has, each of them once. */
  Collection<String> labels(int target);

  /** The rows with numbers as targets. */
  Dataset quantities();

  /**
   * The rows with the numbers of labels as targets.
   *
   * @param classes the classes of each target, in which all of its labels are
   * @param binary whether they are numbers to the model, an output a target; else they are classes
   */
  Dataset labelled(List<Classes> classes, boolean binary);

  /** Goes through the rows in their order, some at a time. */
  void forEach(Consumer<RawRows> use);

  /** How well float32 holds the features. */
  Precision featurePrecision();

  /** How well float32 holds the targets, which are numbers. */
  Precision targetPrecision();

  /** A table's error of having weights that are all 0. */
  static DataException unweighted(String source, RowColumns beside) {
    return new DataException(
        source + ", column " + beside.weights(),
        "a weight must be above 0",
        "0 in every row",
        "one that is not 0 at least",
        null);
  }

  /** Where a target is, as errors name it. */
  default String place(int target) {
    return source() + ", column " + targets().get(target);
  }
}
