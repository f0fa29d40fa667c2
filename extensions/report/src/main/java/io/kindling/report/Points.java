package io.kindling.report;

import java.util.List;

/**
 * What was predicted of a target that is a number: over a feature, where there is one alone, else
 * against what it is. {@link PointTally} gathers it.
 *
 * @param target the target's name
 * @param feature the feature's name; empty for none
 * @param points some or all of the rows
 * @param rows of how many rows they are
 */
public record Points(String target, String feature, List<Point> points, long rows) {
  /**
   * A row.
   *
   * @param x its feature; where there is none, what is actual
   * @param actual its target
   * @param predicted what the model says of it
   */
  public record Point(double x, double actual, double predicted) {}

  /** Copies the list. */
  public Points {
    points = List.copyOf(points);
  }
}
