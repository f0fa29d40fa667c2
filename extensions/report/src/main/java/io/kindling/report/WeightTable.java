package io.kindling.report;

import io.kindling.error.DataException;
import java.util.List;

/**
 * What a linear model has learned, in the data's own units.
 *
 * @param outputs the names of its outputs
 * @param inputs what it makes of each input, the intercept last
 */
public record WeightTable(List<String> outputs, List<Input> inputs) {
  /**
   * What the model makes of an input.
   *
   * @param name the input's name
   * @param deviation the input's standard deviation, by which weights can be compared; NaN where
   *     there is none, as of an intercept, or it is not known
   * @param weights the weight for each output
   */
  public record Input(String name, double deviation, List<Double> weights) {
    /** Copies the list. */
    public Input {
      weights = List.copyOf(weights);
    }
  }

  /**
   * Copies the lists.
   *
   * @throws DataException if an input has not a weight for each output
   */
  public WeightTable {
    outputs = List.copyOf(outputs);
    inputs = List.copyOf(inputs);
    for (Input input : inputs) {
      if (input.weights.size() != outputs.size()) {
        throw new DataException(
            "WeightTable",
            "an input must have a weight for each output",
            input.weights.size() + " of " + input.name,
            outputs.size() + "",
            null);
      }
    }
  }
}
