package io.kindling.cli.table;

/** What the targets of a table hold. */
public enum Holding {
  /** Numbers. */
  NUMBERS,
  /** Labels. */
  LABELS
}
