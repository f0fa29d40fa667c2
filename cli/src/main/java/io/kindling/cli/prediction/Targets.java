package io.kindling.cli.prediction;

import io.kindling.Specs;
import io.kindling.cli.table.RawRows;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.text.Numbers;
import io.kindling.cli.text.TextColumn;
import io.kindling.core.Shape;
import io.kindling.data.Dataset;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.ShapeException;
import io.kindling.model.ColumnVectors;
import io.kindling.model.Outputs;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.FeatureColumns;
import io.kindling.train.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be predicted, and so what a model's outputs stand for. */
public sealed interface Targets permits Quantities, Labels {
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
  default ModuleSpec model(@Nullable ModuleSpec wanted, TrainingTable table) {
    FeatureColumns columns = table.prepared().columns();
    int features = table.features().size();
    int outputs = outputs().size();
    ModuleSpec model =
        ColumnVectors.before(
            columns, wanted == null ? Specs.linear(ColumnVectors.width(columns), outputs) : wanted);
    Shape shape = made(model, Shape.of(table.rows(), features), model.equals(wanted));
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

  /** What a model makes of rows. */
  private static Shape made(ModuleSpec model, Shape rows, boolean typed) {
    try {
      return model.outputShape(rows);
    } catch (ShapeException e) {
      throw typed
          ? e
          : new ShapeException(
              e.operation(),
              e.rule(),
              e.got(),
              e.expected(),
              "behind the vectors of embedded categories; --categorical NAME:onehot has a number for"
                  + " each level");
    }
  }

  /** What a file says of them. */
  Outputs toOutputs();

  /** What a file says that its model predicts. */
  static Targets of(Outputs outputs) {
    return outputs.areLabels() ? new Labels(outputs) : new Quantities(outputs.targets());
  }

  /** A table's rows with the targets as the loss takes them. */
  Dataset dataset(TrainingTable table);

  /** How numbers are written. */
  @FunctionalInterface
  interface Digits {
    /**
     * A number as text.
     *
     * @param target which target it is of
     * @param number the number, in the target's units
     */
    String of(int target, double number);

    /**
     * How numbers of the targets are written to a file.
     *
     * @param scaling what the model was trained behind; null for nothing
     */
    static Digits behind(@Nullable Standardizer scaling) {
      Scaling spread = scaling == null ? null : scaling.targets();
      return (target, number) ->
          Numbers.said(number, spread == null ? 1 : spread.scale().get(target));
    }
  }

  /**
   * What a model says, in a column for each of {@link #names}.
   *
   * @param outputs the model's outputs in the targets' units, row by row
   * @param digits how to write numbers
   */
  List<TextColumn> answers(double[] outputs, Digits digits);

  /** The targets of some rows, in a column each, as people read them. */
  List<TextColumn> given(RawRows rows);

  /** What tells how good the answers are. */
  List<Metric> metrics();

  /** Gathers what people want to know beside metrics. */
  Tally tally();
}
