package io.kindling.train;

import io.kindling.data.Beside;

/** Rows that lie elsewhere, for instance on a cluster. */
public interface RemoteRows {
  /** {@return how many rows there are, at least 1} */
  long rows();

  /** {@return how many features a row has} */
  int features();

  /** {@return how many targets a row has; 1 for classes} */
  int targets();

  /** {@return what rows have beside features and targets; nothing unless overridden} */
  default Beside beside() {
    return Beside.NOTHING;
  }
}
