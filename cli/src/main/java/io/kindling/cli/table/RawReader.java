package io.kindling.cli.table;

import io.kindling.cli.text.Numbers;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureReader;
import io.kindling.table.RowColumns;
import io.kindling.table.TableRows;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Reads rows to train on: features as numbers, targets as text and, if they are, as numbers. */
final class RawReader implements Closeable {
  private static final int MOST_CELLS = Integer.MAX_VALUE - 8;

  private final SharedRows rows;
  private final Holding holding;
  private final CellRules rules;
  private final FeatureReader inputs;
  private final double[] rowNumbers;
  private final boolean drops;
  private DoubleStream.Builder features = DoubleStream.builder();
  private DoubleStream.Builder numbers = DoubleStream.builder();
  private final double[] rowBeside;
  private final int columns;
  private List<Texts> texts = new ArrayList<>();
  private boolean gap;
  private long dropped;

  /**
   * Reads on in a table.
   *
   * @param columns the columns that go in
   * @param wanted those that come out or are copied
   * @param beside what is read beside features and targets
   * @param drops whether rows with missing cells are left out
   */
  RawReader(
      TableRows table,
      FeatureColumns columns,
      Wanted wanted,
      Holding holding,
      CellRules rules,
      RowColumns beside,
      boolean drops) {
    this.rows = new SharedRows(table);
    this.holding = holding;
    this.rules = rules;
    this.drops = drops;
    this.rowNumbers = new double[wanted.targets().size()];
    this.inputs = new FeatureReader(rows, columns, drops, rules.features()::check);
    if (rules.strangers() != null) {
      rules.strangers().watch(rows, columns);
    }
    List<Integer> targets = places(wanted.targets());
    for (int i = 0; i < targets.size(); i++) {
      int target = i;
      rows.on(targets.get(target), cell -> target(target, cell));
    }
    List<Integer> copied = places(wanted.copied());
    for (int i = 0; i < copied.size(); i++) {
      int text = targets.size() + i;
      rows.on(copied.get(i), cell -> texts.get(text).add(cell));
    }
    this.columns = targets.size() + copied.size();
    List<Integer> places = beside.in(rows);
    this.rowBeside = new double[places.size()];
    for (int i = 0; i < rowBeside.length; i++) {
      int place = i;
      rows.on(places.get(place), cell -> beside(beside, place, cell));
    }
  }

  private void beside(RowColumns columns, int place, Cell cell) {
    if (drops && cell.isMissing()) {
      gap = true;
    } else {
      rowBeside[place] = columns.number(place, cell);
    }
  }

  private List<Integer> places(List<String> names) {
    return ColumnChoice.exactly(names, rows.header(), rows.terms());
  }

  private void target(int target, Cell cell) {
    if (drops && cell.isMissing()) {
      gap = true;
      return;
    }
    texts.get(target).add(cell);
    if (holding == Holding.NUMBERS) {
      rowNumbers[target] = cell.wide(RawReader::hint);
      rules.targets().check(cell, target, rowNumbers[target]);
    } else if (holding == Holding.LABELS) {
      cell.checkLabel();
    }
  }

  /** Text where a number is to be predicted is a label for another loss. */
  private static @Nullable String hint(String text) {
    return Numbers.isText(text) ? "to predict labels use --loss \"cross_entropy()\"" : null;
  }

  /** Reads on, so many rows at most; none after the end. */
  RawRows read(int most) throws IOException {
    features = DoubleStream.builder();
    numbers = DoubleStream.builder();
    DoubleStream.Builder beside = DoubleStream.builder();
    texts = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      texts.add(new Texts());
    }
    int count = 0;
    while (count < most && advance(count)) {
      add(inputs.row(), features);
      if (holding == Holding.NUMBERS) {
        add(rowNumbers, numbers);
      }
      add(rowBeside, beside);
      count++;
    }
    if ((long) count * inputs.row().length > MOST_CELLS) {
      throw new OutOfMemoryError("more cells than an array has room for");
    }
    double[] x = features.build().toArray();
    features = DoubleStream.builder(); // lets the pieces go before there are more copies
    List<List<String>> read = List.copyOf(texts);
    return new RawRows(
        count,
        x,
        numbers.build().toArray(),
        read.subList(0, rowNumbers.length),
        read.subList(rowNumbers.length, columns),
        beside.build().toArray());
  }

  /** Goes to the next row that is to be kept, behind so many of these. */
  private boolean advance(int count) throws IOException {
    do {
      texts.forEach(column -> column.truncate(count));
      inputs.begin();
      gap = false;
      if (!rows.advance()) {
        return false;
      }
      dropped += gap || inputs.hasGap() ? 1 : 0;
    } while (gap || inputs.hasGap());
    return true;
  }

  /** How many rows have been left out. */
  long dropped() {
    return dropped;
  }

  /** Cells come in the file's order, and go where they were asked for. */
  private static void add(double[] values, DoubleStream.Builder all) {
    for (double value : values) {
      all.add(value);
    }
  }

  /** A table's error of having no row. */
  static DataException empty(String source, long dropped) {
    return new DataException(
        source,
        "there must be at least one row",
        dropped == 0 ? "a header only" : dropped + " rows, each with a missing cell",
        "data",
        dropped == 0 ? null : "--missing mean, median or indicator keeps them");
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
