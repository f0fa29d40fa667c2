package io.kindling.spark;

import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.exact.ColumnSums;

/**
 * Exact sums of features and targets, of which means and deviations are made: they are those of one
 * machine, in whatever order rows come.
 *
 * @param features those of features
 * @param targets those of targets
 */
record TableSums(ColumnSums features, ColumnSums targets) {
  private static final String LETTERS = "KSCL";
  private static final int BLOCK = 256;

  /** Of no row yet. */
  static TableSums of(RowForm form) {
    return new TableSums(new ColumnSums(form.features()), new ColumnSums(form.targets()));
  }

  static TableSums of(byte[] bytes) {
    return Bytes.read(
        LETTERS,
        bytes,
        in -> new TableSums(ColumnSums.of(in.getBytes()), ColumnSums.of(in.getBytes())));
  }

  byte[] bytes() {
    byte[] x = features.bytes();
    byte[] y = targets.bytes();
    return Bytes.write(LETTERS, 2L * Integer.BYTES + x.length + y.length).put(x).put(y).done();
  }

  void merge(TableSums other) {
    features.merge(other.features);
    targets.merge(other.targets);
  }

  /** Adds the rows of a shard. */
  void add(PackedShard shard, RowForm form) {
    double[] x = new double[BLOCK * form.features()];
    double[] y = new double[BLOCK * form.targets()];
    int width = form.width();
    for (int from = 0; from < shard.count(); from += BLOCK) {
      int count = Math.min(BLOCK, shard.count() - from);
      for (int row = 0; row < count; row++) {
        int at = (from + row) * width;
        System.arraycopy(shard.values(), at, x, row * form.features(), form.features());
        System.arraycopy(
            shard.values(), at + form.features(), y, row * form.targets(), form.targets());
      }
      features.addAll(x, count);
      targets.addAll(y, count);
    }
  }

  Standardizer standardizer(RowForm form) {
    return new Standardizer(Scaling.of(features), form.classes() ? null : Scaling.of(targets));
  }
}
