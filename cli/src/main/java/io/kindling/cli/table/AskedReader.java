package io.kindling.cli.table;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureReader;
import io.kindling.table.RowColumns;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/** Reads rows that a model is asked about: features as numbers, other columns as text. */
final class AskedReader {
  private final RefusableRows rows;
  private final Consumer<DataException> refusals;
  private final FeatureReader inputs;
  private final int shown;
  private final double[] features;
  private final int most;
  private final double[] rowBeside;
  private final double[] beside;
  private List<Texts> texts = List.of();

  /**
   * Reads on in a table.
   *
   * @param columns the columns that go in
   * @param other what is read beside them
   * @param shown the names of those to be taken as text
   * @param rule what the features must be
   * @param goesOn whether a row that is no row for the model does not end it
   * @param refusals takes what is wrong with such a row
   * @param strangers counts the levels that the model does not know
   */
  AskedReader(
      TableRows table,
      FeatureColumns columns,
      RowColumns other,
      List<String> shown,
      CellRule rule,
      boolean goesOn,
      Consumer<DataException> refusals,
      Strangers strangers) {
    SharedRows shared = new SharedRows(table);
    this.rows = new RefusableRows(shared, goesOn);
    this.refusals = refusals;
    int width = columns.features().size();
    this.most = TableFile.rowsAtOnce(width + shown.size());
    this.features = new double[most * width];
    this.inputs = new FeatureReader(rows, columns, /* drops= */ false, rule::check);
    strangers.watch(rows, columns);
    List<Integer> numbers = other.in(table);
    this.rowBeside = new double[numbers.size()];
    this.beside = new double[most * rowBeside.length];
    for (int i = 0; i < rowBeside.length; i++) {
      int at = i;
      rows.on(numbers.get(at), cell -> rowBeside[at] = other.number(at, cell));
    }
    this.shown = shown.size();
    List<Integer> places = ColumnChoice.exactly(shown, table.header(), table.terms());
    for (int i = 0; i < this.shown; i++) {
      int at = i;
      shared.on(places.get(i), cell -> texts.get(at).add(cell));
    }
  }

  /** Reads on, some rows at a time; none after the end. */
  AskedRows read() throws IOException {
    texts = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      texts.add(new Texts());
    }
    BitSet refused = new BitSet();
    int width = inputs.row().length;
    int count = 0;
    int end = 0;
    while (count < most && advance()) {
      DataException refusal = rows.refusal();
      if (refusal == null) {
        System.arraycopy(inputs.row(), 0, features, end, width);
        System.arraycopy(rowBeside, 0, beside, end / width * rowBeside.length, rowBeside.length);
        end += width;
      } else {
        refused.set(count);
        refusals.accept(refusal);
      }
      count++;
      for (Texts column : texts) {
        column.fill(count); // of a bad row, not all cells are there
      }
    }
    return new AskedRows(
        count,
        Arrays.copyOf(features, end),
        Arrays.copyOf(beside, end / width * rowBeside.length),
        refused,
        List.copyOf(texts));
  }

  private boolean advance() throws IOException {
    inputs.begin();
    return rows.advance();
  }
}
