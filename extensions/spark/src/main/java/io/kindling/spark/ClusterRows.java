package io.kindling.spark;

import io.kindling.data.Beside;
import io.kindling.train.RemoteRows;

/** Rows on the cluster, for a trainer. */
abstract class ClusterRows implements RemoteRows {
  final Shards shards;
  final StepForm form;

  /**
   * Of some rows.
   *
   * @param shards the rows
   * @param form what is trained on them
   */
  ClusterRows(Shards shards, StepForm form) {
    this.shards = shards;
    this.form = form;
  }

  @Override
  public final long rows() {
    return shards.rows();
  }

  @Override
  public final int features() {
    return shards.form().features();
  }

  @Override
  public final int targets() {
    return shards.form().targets();
  }

  @Override
  public final Beside beside() {
    return shards.form().beside();
  }
}
