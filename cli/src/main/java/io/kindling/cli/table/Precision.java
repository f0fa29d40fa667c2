package io.kindling.cli.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds columns whose numbers lie so far from 0, and so close together, that float32 blurs them.
 */
public final class Precision {
  /** A share of what a column ranges over that nobody misses. */
  private static final double LITTLE = 1e-3;

  private final List<String> names;
  private final double[] least;
  private final double[] greatest;
  private final double[] rounded;

  Precision(List<String> names) {
    this.names = names;
    this.least = new double[names.size()];
    this.greatest = new double[names.size()];
    this.rounded = new double[names.size()];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
  }

  /** Adds rows of the columns. */
  void add(double[] rows) {
    for (int i = 0; i < rows.length; i++) {
      int column = i % names.size();
      double number = rows[i];
      least[column] = Math.min(least[column], number);
      greatest[column] = Math.max(greatest[column], number);
      rounded[column] = Math.max(rounded[column], Math.abs(number - (float) number));
    }
  }

  /** The columns of which too little is left. */
  public List<String> blurred() {
    List<String> blurred = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      double range = greatest[column] - least[column];
      if (range > 0 && rounded[column] > LITTLE * range) {
        blurred.add(names.get(column));
      }
    }
    return blurred;
  }
}
