package io.kindling.cli.fit;

import io.kindling.checkpoint.StateChoice;
import io.kindling.statistics.Intervals;
import io.kindling.statistics.LinearFit;
import java.nio.file.Path;
import java.util.List;

/** Between what bounds a saved fit's predictions lie. */
public final class RowBounds {
  /** How many bounds a row has. */
  public static final int WIDTH = 2;

  private final Intervals intervals;
  private final Intervals.Kind kind;
  private final int width;
  private final int[] places; // of the coefficients' columns among the features

  private RowBounds(Intervals intervals, Intervals.Kind kind, List<String> features) {
    this.intervals = intervals;
    this.kind = kind;
    this.width = features.size();
    this.places = intervals.names().stream().mapToInt(features::indexOf).toArray();
  }

  /**
   * Reads what a file says of its model.
   *
   * @param features the names of what the model takes
   * @throws io.kindling.error.DataException if it does not say
   */
  public static RowBounds of(
      Path file, StateChoice choice, Intervals.Kind kind, List<String> features) {
    return new RowBounds(FittedModel.intervals(file, choice), kind, features);
  }

  /** The bounds of rows of features, below and above in turn. */
  public double[] of(double[] features) {
    double[] bounds = new double[features.length / width * WIDTH];
    double[] row = new double[places.length];
    for (int at = 0; at < bounds.length; at += WIDTH) {
      for (int i = 0; i < places.length; i++) {
        boolean constant = intervals.names().get(i).equals(LinearFit.INTERCEPT);
        row[i] = constant ? 1 : features[at / WIDTH * width + places[i]];
      }
      Intervals.Interval interval = intervals.of(kind, row);
      bounds[at] = interval.low();
      bounds[at + 1] = interval.high();
    }
    return bounds;
  }
}
