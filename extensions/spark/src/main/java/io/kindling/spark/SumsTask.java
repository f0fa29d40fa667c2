package io.kindling.spark;

import io.kindling.exact.ColumnSums;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * The exact sums of a partition's features and targets. What holds no number counts as 0 here, and
 * is refused where rows are packed.
 *
 * @param reader takes numbers out of cells
 */
record SumsTask(CellReader reader) implements MapPartitionsFunction<Row, byte[]> {
  private static final String LETTERS = "KSCL";

  /**
   * Sums of features and targets.
   *
   * @param features those of features
   * @param targets those of targets
   */
  record Sums(ColumnSums features, ColumnSums targets) {
    static Sums of(RowForm form) {
      return new Sums(new ColumnSums(form.features()), new ColumnSums(form.targets()));
    }

    static Sums of(byte[] bytes) {
      return Bytes.read(
          LETTERS,
          bytes,
          in -> new Sums(ColumnSums.of(in.getBytes()), ColumnSums.of(in.getBytes())));
    }

    byte[] bytes() {
      byte[] x = features.bytes();
      byte[] y = targets.bytes();
      return Bytes.write(LETTERS, 2L * Integer.BYTES + x.length + y.length).put(x).put(y).done();
    }

    void merge(Sums other) {
      features.merge(other.features);
      targets.merge(other.targets);
    }
  }

  @Override
  public Iterator<byte[]> call(Iterator<Row> rows) {
    RowForm form = reader.form();
    CellReader.Reader cells = reader.reader();
    Sums sums = Sums.of(form);
    int block = 256;
    double[] x = new double[block * form.features()];
    double[] y = new double[block * form.targets()];
    int count = 0;
    while (rows.hasNext()) {
      double[] row = cells.read(rows.next(), 0);
      System.arraycopy(row, 0, x, count * form.features(), form.features());
      System.arraycopy(row, form.features(), y, count * form.targets(), form.targets());
      if (++count == block) {
        sums.features.addAll(x, count);
        sums.targets.addAll(y, count);
        count = 0;
      }
    }
    sums.features.addAll(Arrays.copyOf(x, count * form.features()), count);
    sums.targets.addAll(Arrays.copyOf(y, count * form.targets()), count);
    return List.of(sums.bytes()).iterator();
  }
}
