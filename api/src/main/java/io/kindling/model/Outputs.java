package io.kindling.model;

import io.kindling.error.DataException;
import java.util.List;
import java.util.Set;

/**
 * What a model's outputs stand for: numbers, one for each target; or labels. Two labels a target
 * may have one output, the logit of the second; else there is one target, and a logit for each of
 * its labels.
 *
 * @param targets the names of what is predicted
 * @param classes the labels of each target, in the order of their numbers; empty for numbers
 * @param binary whether there are labels with one output a target
 */
public record Outputs(List<String> targets, List<List<String>> classes, boolean binary) {
  /**
   * Copies the lists.
   *
   * @throws DataException if there is no target, the labels do not go with the targets, or a label
   *     is there twice
   */
  public Outputs {
    targets = List.copyOf(targets);
    classes = classes.stream().map(List::copyOf).toList();
    boolean fits = !targets.isEmpty();
    fits &= classes.stream().allMatch(labels -> Set.copyOf(labels).size() == labels.size());
    if (binary) {
      fits &= classes.size() == targets.size();
      fits &= classes.stream().allMatch(labels -> labels.size() == 2);
    } else if (!classes.isEmpty()) {
      fits &= targets.size() == 1 && classes.size() == 1 && classes.get(0).size() > 1;
    }
    if (!fits) {
      throw new DataException(
          "Outputs",
          "the labels must go with the targets",
          "targets " + targets + ", labels " + classes,
          binary
              ? "two labels for each target"
              : "no labels, or two or more of one target, each once",
          null);
    }
  }

  /**
   * Numbers to predict.
   *
   * @param targets their names, in the order of the model's outputs
   * @return such outputs
   */
  public static Outputs numbers(String... targets) {
    return new Outputs(List.of(targets), List.of(), false);
  }

  /**
   * A label to predict, for a model with a logit for each, as {@code cross_entropy()} trains.
   *
   * @param target what is predicted
   * @param labels the labels, in the order of the model's outputs
   * @return such outputs
   */
  public static Outputs labels(String target, List<String> labels) {
    return new Outputs(List.of(target), List.of(labels), false);
  }

  /**
   * One of two labels to predict, for a model with one logit, as {@code bce_with_logits()} trains.
   *
   * @param target what is predicted
   * @param zero the label whose number is 0
   * @param one the label whose number is 1
   * @return such outputs
   */
  public static Outputs twoLabels(String target, String zero, String one) {
    return new Outputs(List.of(target), List.of(List.of(zero, one)), true);
  }

  /** {@return whether labels are predicted, not numbers} */
  public boolean areLabels() {
    return !classes.isEmpty();
  }

  /** {@return how many columns the model makes} */
  public int width() {
    return areLabels() && !binary ? classes.get(0).size() : targets.size();
  }

  /**
   * Decides on a label: that of the largest logit, the first of equal ones.
   *
   * @param outputs a model's outputs, row by row
   * @param row the row
   * @param target the number of the target
   * @return the label's number
   */
  public int label(double[] outputs, int row, int target) {
    if (binary) {
      return outputs[row * width() + target] > 0 ? 1 : 0;
    }
    int best = 0;
    for (int label = 1; label < width(); label++) {
      if (outputs[row * width() + label] > outputs[row * width() + best]) {
        best = label;
      }
    }
    return best;
  }

  /**
   * A label's probability: the softmax of the logits, of one logit {@code z} the logistic function
   * {@code 1 / (1 + e⁻ᶻ)}.
   *
   * @param outputs a model's outputs, row by row
   * @param row the row
   * @param target the number of the target
   * @param label the label's number
   * @return its probability, 0 to 1
   */
  public double probability(double[] outputs, int row, int target, int label) {
    if (binary) {
      double logit = outputs[row * width() + target];
      return 1 / (1 + Math.exp(label == 1 ? -logit : logit));
    }
    double sum = 0;
    for (int other = 0; other < width(); other++) {
      sum += Math.exp(outputs[row * width() + other] - outputs[row * width() + label]);
    }
    return 1 / sum;
  }
}
