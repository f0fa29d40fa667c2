package io.kindling.cli.prediction;

import io.kindling.cli.table.RawRows;

/** Gathers what people want to know beside metrics, over a table's rows. */
public interface Tally {
  /** Adds some rows and what the model says of them. */
  void add(RawRows rows, double[] outputs);

  /** What has been gathered, in lines; empty if nothing. */
  String text();
}
