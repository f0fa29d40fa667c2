package io.kindling.plot;

/**
 * Data of a chart.
 *
 * @param name what they are, for the legend
 * @param style how they are drawn
 * @param colour the number of their colour; negative where they are no data
 * @param x where they are, all finite
 * @param y likewise
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Series(String name, Style style, int colour, double[] x, double[] y) {
  /** How data are drawn. */
  enum Style {
    POINTS,
    LINE,
    DASHES,
    /** A thin line to compare the others with. */
    GUIDE
  }

  boolean isLine() {
    return style != Style.POINTS;
  }
}
