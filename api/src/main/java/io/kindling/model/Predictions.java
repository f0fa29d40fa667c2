package io.kindling.model;

import io.kindling.error.DataException;
import java.util.List;

/** What a model says of some rows. Rows and targets are counted from 0. */
public final class Predictions {
  private final Outputs outputs;
  private final double[] values;

  /**
   * Takes the array as it is.
   *
   * @param outputs what the numbers stand for
   * @param values the outputs, row by row
   */
  public Predictions(Outputs outputs, double[] values) {
    this.outputs = outputs;
    this.values = values;
  }

  /** {@return how many rows there are} */
  public int rows() {
    return values.length / outputs.width();
  }

  /**
   * {@return the outputs, row by row: numbers in the targets' own units, of labels the logits; the
   * array itself, not a copy}
   */
  public double[] values() {
    return values;
  }

  /**
   * The number that is predicted for a row's only target.
   *
   * @param row the row
   * @return the number, in the target's own unit
   * @throws DataException if there is no such row, or labels or more targets are predicted
   */
  public double number(int row) {
    return number(row, only());
  }

  /**
   * A number that is predicted.
   *
   * @param row the row
   * @param target which of its targets
   * @return the number, in the target's own unit
   * @throws DataException if there is no such row or target, or labels are predicted
   */
  public double number(int row, int target) {
    check(row, target, /* labels= */ false);
    return values[row * outputs.width() + target];
  }

  /**
   * The label that is predicted for a row's only target.
   *
   * @param row the row
   * @return the label
   * @throws DataException if there is no such row, or numbers or more targets are predicted
   */
  public String label(int row) {
    return label(row, only());
  }

  /**
   * A label that is predicted.
   *
   * @param row the row
   * @param target which of its targets
   * @return the label
   * @throws DataException if there is no such row or target, or numbers are predicted
   */
  public String label(int row, int target) {
    check(row, target, /* labels= */ true);
    return outputs.classes().get(target).get(outputs.label(values, row, target));
  }

  /**
   * How probable a label is for a row's only target.
   *
   * @param row the row
   * @param label the label
   * @return its probability, 0 to 1
   * @throws DataException if there is no such row or label, or numbers or more targets are
   *     predicted
   */
  public double probability(int row, String label) {
    return probability(row, only(), label);
  }

  /**
   * How probable a label is.
   *
   * @param row the row
   * @param target which of its targets
   * @param label the label
   * @return its probability, 0 to 1
   * @throws DataException if there is no such row, target or label, or numbers are predicted
   */
  public double probability(int row, int target, String label) {
    check(row, target, /* labels= */ true);
    List<String> labels = outputs.classes().get(target);
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new DataException(
          "Predictions", "there must be such a label", "'" + label + "'", labels + "", null);
    }
    return outputs.probability(values, row, target, index);
  }

  private int only() {
    if (outputs.targets().size() > 1) {
      throw new DataException(
          "Predictions",
          "the target must be named where there are several",
          "none",
          "one of 0 … " + (outputs.targets().size() - 1) + " for " + outputs.targets(),
          null);
    }
    return 0;
  }

  private void check(int row, int target, boolean labels) {
    if (labels != outputs.areLabels()) {
      throw new DataException(
          "Predictions",
          labels ? "the model must predict labels" : "the model must predict numbers",
          labels ? "numbers" : "labels " + outputs.classes(),
          labels ? "number(row)" : "label(row) or probability(row, label)",
          null);
    }
    if (row < 0 || row >= rows() || target < 0 || target >= outputs.targets().size()) {
      throw new DataException(
          "Predictions",
          "there must be such a row and target",
          "row " + row + ", target " + target,
          rows() + " rows of " + outputs.targets().size() + " targets, counted from 0",
          null);
    }
  }
}
