package io.kindling.report;

import java.util.ArrayList;
import java.util.List;

/** Gathers points in little memory: all of up to 2,000 rows, of more every second, fourth, …. */
public final class PointTally {
  private static final int MOST = 2000;

  private final String target;
  private final String feature;
  private List<Points.Point> kept = new ArrayList<>();
  private long rows;
  private long every = 1;

  private PointTally(String target, String feature) {
    this.target = target;
    this.feature = feature;
  }

  /**
   * Gathers what was predicted over a feature.
   *
   * @param feature the feature's name
   * @param target the target's name
   * @return what gathers it
   */
  public static PointTally over(String feature, String target) {
    return new PointTally(target, feature);
  }

  /**
   * Gathers what was predicted against what is actual.
   *
   * @param target the target's name
   * @return what gathers it
   */
  public static PointTally against(String target) {
    return new PointTally(target, "");
  }

  /**
   * Adds a row.
   *
   * @param x the feature; where none was named, what is actual
   * @param actual the target
   * @param predicted what the model says of it
   */
  public void add(double x, double actual, double predicted) {
    if (rows++ % every == 0) {
      kept.add(new Points.Point(x, actual, predicted));
      if (kept.size() > MOST) {
        kept = everySecond(kept);
        every *= 2;
      }
    }
  }

  private static List<Points.Point> everySecond(List<Points.Point> all) {
    List<Points.Point> half = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 2) {
      half.add(all.get(i));
    }
    return half;
  }

  /** {@return what has been gathered} */
  public Points points() {
    return new Points(target, feature, kept, rows);
  }
}
