package io.kindling.table;

/** What is done about missing cells of the columns that a model predicts from. */
public enum Missing {
  /** They are an error, which counts them. */
  FAIL,
  /** Their rows are left out. */
  DROP,
  /** The mean of the column's other cells stands for them. */
  MEAN,
  /** The median of the column's other cells stands for them. */
  MEDIAN,
  /** The mean stands for them, and a feature more says where they were. */
  INDICATOR
}
