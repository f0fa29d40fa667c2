package io.kindling.cli;

import io.kindling.data.TableDataset;
import io.kindling.train.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleFunction;

/** What is to be predicted, and so what a model's outputs stand for. */
sealed interface Targets permits Quantities, Labels {
  /** The names of the columns. */
  List<String> names();

  /** What each output of the model is called. */
  List<String> outputs();

  /** What a model's width must fit. */
  String widthRule();

  /** The outputs, and what they belong to, as errors name them. */
  String named();

  /** A table's rows with the targets as the loss takes them. */
  TableDataset dataset(Table table);

  /**
   * What a model says, in a column for each of {@link #names}.
   *
   * @param outputs the model's outputs, row by row
   * @param digits how to write numbers
   */
  List<TextColumn> answers(float[] outputs, DoubleFunction<String> digits);

  /** What tells how good the answers are. */
  List<Metric> metrics();

  /** What people want to know beside metrics; empty if nothing. */
  String report(Table table, float[] outputs);

  /** Draws data and predictions. */
  void plot(Path file, Table table, float[] outputs);
}
