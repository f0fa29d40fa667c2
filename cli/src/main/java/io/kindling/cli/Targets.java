package io.kindling.cli;

import io.kindling.Specs;
import io.kindling.core.Shape;
import io.kindling.data.TableDataset;
import io.kindling.error.ShapeException;
import io.kindling.nn.ModuleSpec;
import io.kindling.train.Metric;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

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

  /**
   * The model, which must take the table's features and make the outputs.
   *
   * @param wanted what was asked for; null for a linear one
   * @throws ShapeException if it does not
   */
  default ModuleSpec model(@Nullable ModuleSpec wanted, Table table) {
    int features = table.features().size();
    int outputs = outputs().size();
    ModuleSpec model = wanted == null ? Specs.linear(features, outputs) : wanted;
    Shape shape = model.outputShape(Shape.of(table.rows(), features));
    if (!shape.equals(Shape.of(table.rows(), outputs))) {
      throw new ShapeException(
          "--model",
          widthRule(),
          model + " with output " + shape,
          outputs + " for " + named(),
          null);
    }
    return model;
  }

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
