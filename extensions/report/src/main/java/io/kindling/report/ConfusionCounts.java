package io.kindling.report;

import io.kindling.error.DataException;
import java.util.List;

/**
 * How often the classes of a target were taken for each other.
 *
 * @param target the target's name
 * @param classes the classes
 * @param counts how often, for the pairs that occur
 */
public record ConfusionCounts(String target, List<String> classes, List<Count> counts) {
  /**
   * How often one class was taken for one.
   *
   * @param actual the number of the class that it is, from 0
   * @param predicted the number of the class that the model says
   * @param rows how often
   */
  public record Count(int actual, int predicted, long rows) {}

  /**
   * Copies the lists.
   *
   * @throws DataException if a count is of no class
   */
  public ConfusionCounts {
    classes = List.copyOf(classes);
    counts = List.copyOf(counts);
    for (Count count : counts) {
      if (Math.min(count.actual, count.predicted) < 0
          || Math.max(count.actual, count.predicted) >= classes.size()) {
        throw new DataException(
            "ConfusionCounts",
            "a count must be of two of the classes",
            count.toString(),
            "numbers from 0 to " + (classes.size() - 1),
            null);
      }
    }
  }
}
