package io.kindling.cli.table;

import io.kindling.cli.text.Numbers;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Reads rows from a table: features as numbers, targets as text and, if they are, as numbers. */
final class RawReader implements Closeable {
  /** What the targets hold. */
  enum Holding {
    NUMBERS,
    LABELS,
    /** Whatever stands there, or nothing. */
    ANYTHING
  }

  private static final int MOST_CELLS = Integer.MAX_VALUE - 8;

  private final TableRows rows;
  private final Holding holding;
  private final CellRules rules;
  private final double[] row;
  private final double[] rowNumbers;
  private DoubleStream.Builder features = DoubleStream.builder();
  private DoubleStream.Builder numbers = DoubleStream.builder();
  private List<Texts> texts = new ArrayList<>();

  RawReader(
      TableRows rows,
      List<Integer> features,
      List<Integer> targets,
      Holding holding,
      CellRules rules,
      @Nullable String featureHint) {
    this.rows = rows;
    this.holding = holding;
    this.rules = rules;
    this.row = new double[features.size()];
    this.rowNumbers = new double[targets.size()];
    for (int i = 0; i < row.length; i++) {
      int place = i;
      Function<String, @Nullable String> hint = text -> Numbers.isText(text) ? featureHint : null;
      rows.on(
          features.get(place), cell -> row[place] = number(cell, place, hint, rules.features()));
    }
    for (int i = 0; i < rowNumbers.length; i++) {
      int target = i;
      rows.on(targets.get(target), cell -> target(target, cell));
    }
  }

  private static double number(
      Cell cell, int place, Function<String, @Nullable String> hint, CellRule rule) {
    double number = cell.wide(hint);
    rule.check(cell, place, number);
    return number;
  }

  private void target(int target, Cell cell) {
    texts.get(target).add(cell);
    if (holding == Holding.NUMBERS) {
      rowNumbers[target] = number(cell, target, RawReader::hint, rules.targets());
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
    texts = new ArrayList<>();
    for (int i = 0; i < rowNumbers.length; i++) {
      texts.add(new Texts());
    }
    int count = 0;
    while (count < most && rows.advance()) {
      add(row, features);
      if (holding == Holding.NUMBERS) {
        add(rowNumbers, numbers);
      }
      count++;
    }
    if ((long) count * row.length > MOST_CELLS) {
      throw new OutOfMemoryError("more cells than an array has room for");
    }
    double[] x = features.build().toArray();
    features = DoubleStream.builder(); // lets the pieces go before there are more copies
    return new RawRows(count, x, numbers.build().toArray(), List.copyOf(texts));
  }

  /** Cells come in the file's order, and go where they were asked for. */
  private static void add(double[] values, DoubleStream.Builder all) {
    for (double value : values) {
      all.add(value);
    }
  }

  /** A table's error of having no row. */
  static DataException empty(String source) {
    return new DataException(
        source, "there must be at least one row", "a header only", "data", null);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
