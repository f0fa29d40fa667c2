package io.kindling.cli.table;

import io.kindling.cli.text.Numbers;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.table.Classes;
import io.kindling.table.RowColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * A table in memory.
 *
 * @param source where the rows are from
 * @param prepared the columns that go in, and how they become features
 * @param targets the names of the columns that come out
 * @param copied the names of those that are copied as they stand
 * @param beside the columns that say of rows how much they count, and what is added to the output
 * @param all the rows
 */
public record LoadedTable(
    String source,
    Prepared prepared,
    List<String> targets,
    List<String> copied,
    RowColumns beside,
    RawRows all)
    implements TrainingTable {
  private static final int TUTORIAL_ROWS = 11;

  /** The tutorial's data: y = 2x + 1 at x = 0 … 10. */
  public static LoadedTable tutorial(boolean withLabels) {
    double[] x = new double[TUTORIAL_ROWS];
    double[] y = new double[TUTORIAL_ROWS];
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < TUTORIAL_ROWS; i++) {
      x[i] = i;
      y[i] = 2 * x[i] + 1;
      cells.add(Numbers.given(y[i]));
    }
    return new LoadedTable(
        "the tutorial's data",
        Prepared.numbers(List.of("x")),
        List.of("y"),
        List.of(),
        RowColumns.NONE,
        new RawRows(
            TUTORIAL_ROWS,
            x,
            withLabels ? new double[0] : y,
            List.of(cells),
            List.of(),
            new double[0]));
  }

  @Override
  public long rows() {
    return all.count();
  }

  @Override
  public boolean holdsLabels() {
    return all.numbers().length == 0;
  }

  @Override
  public Collection<String> labels(int target) {
    return new LinkedHashSet<>(all.labels(target));
  }

  @Override
  public TableDataset quantities() {
    return whole(Dataset.of(all.features(), features().size(), all.numbers(), targets.size()));
  }

  @Override
  public TableDataset labelled(List<Classes> classes, boolean binary) {
    int width = targets.size();
    double[] y = new double[all.count() * width];
    for (int target = 0; target < width; target++) {
      int row = 0;
      for (String label : all.labels(target)) {
        y[row++ * width + target] = classes.get(target).index(label);
      }
    }
    if (binary) {
      return whole(Dataset.of(all.features(), features().size(), y, width));
    }
    long[] indices = new long[y.length];
    for (int row = 0; row < indices.length; row++) {
      indices[row] = (long) y[row];
    }
    return whole(Dataset.of(all.features(), features().size(), indices));
  }

  private TableDataset whole(TableDataset data) {
    return data.beside(beside.beside(), all.beside());
  }

  @Override
  public Precision featurePrecision() {
    return precision(features(), all.features());
  }

  @Override
  public Precision targetPrecision() {
    return precision(targets, all.numbers());
  }

  private static Precision precision(List<String> names, double[] rows) {
    Precision precision = new Precision(names);
    precision.add(rows);
    return precision;
  }

  @Override
  public void forEach(Consumer<RawRows> use) {
    use.accept(all);
  }
}
