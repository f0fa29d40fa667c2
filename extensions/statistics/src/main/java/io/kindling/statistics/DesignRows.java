package io.kindling.statistics;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.FeatureColumn;
import io.kindling.table.NumberEncoding;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table's rows as a {@link Design} has them, one after the other, with nothing rounded: what is
 * written as a decimal is that decimal.
 */
public final class DesignRows implements Closeable {
  private final Design design;
  private final Table table;
  private final TableRows rows;
  private final BigDecimal[] features;
  private final Map<Integer, Consumer<Cell>> users = new HashMap<>();
  private final String[] labels;
  private double offset;
  private BigDecimal target = BigDecimal.ZERO;
  private BigDecimal weight = BigDecimal.ONE;
  private boolean gap;
  private @Nullable DataException strange; // what is amiss with a row, should it count
  private long leftOut;
  private long number;

  /** Opens them; a family whose numbers targets must be, and a column of offsets, may be null. */
  DesignRows(
      Design design,
      Table table,
      List<String> labels,
      @Nullable Family family,
      @Nullable String offsets)
      throws IOException {
    this.design = design;
    this.table = table;
    this.features = new BigDecimal[design.columns().features().size()];
    this.labels = new String[labels.size()];
    this.rows = table.open();
    int at = 0;
    for (FeatureColumn column : design.columns().columns()) {
      on(column.column(), reader(column, at), column.filling() == null);
      at += column.features().size();
    }
    on(design.target(), cell -> take(cell, family), true);
    if (design.weights() != null) {
      on(design.weights(), this::weigh, true);
    }
    for (int i = 0; i < labels.size(); i++) {
      int place = i;
      on(labels.get(i), cell -> this.labels[place] = cell.label(), true);
    }
    if (offsets != null) {
      on(offsets, cell -> offset = cell.wide(text -> null), true);
    }
    users.forEach(rows::on);
  }

  /** Adds a user to those that the column has. */
  private void on(String name, Consumer<Cell> reader, boolean whole) {
    int place = ColumnChoice.exactly(List.of(name), rows.header(), rows.terms()).get(0);
    Consumer<Cell> user =
        cell -> {
          if (whole && design.drops() && cell.isMissing()) {
            gap = true;
          } else {
            reader.accept(cell);
          }
        };
    users.merge(place, user, Consumer::andThen);
  }

  private Consumer<Cell> reader(FeatureColumn column, int at) {
    boolean number = column.encoding() instanceof NumberEncoding;
    int width = column.features().size();
    double[] made = new double[width];
    return cell -> {
      column.put(cell, made, 0, width);
      for (int i = 0; i < width; i++) {
        features[at + i] = made[i] == 0 ? BigDecimal.ZERO : new BigDecimal(made[i]);
      }
      if (number && !cell.isMissing()) {
        features[at] = exact(cell);
      }
    };
  }

  /** What is written there, else what is stored. */
  private static BigDecimal exact(Cell cell) {
    double number = cell.wide(text -> null);
    BigDecimal decimal = RowChecks.decimal(cell);
    return decimal == null ? new BigDecimal(number) : decimal;
  }

  private void take(Cell cell, @Nullable Family family) {
    target = exact(cell);
    if (family != null && !family.takes(target.doubleValue())) {
      strange =
          cell.refused(
              "a target must be one of the family's numbers",
              cell.text().strip(),
              family.numbers(),
              null);
    }
  }

  private void weigh(Cell cell) {
    weight = exact(cell);
    if (weight.signum() < 0) {
      throw cell.refused("a weight must not be negative", cell.text().strip(), "0 or more", null);
    }
  }

  /**
   * Goes to the next row that is not left out: none with a missing cell, where those are, and none
   * of weight 0.
   *
   * @return whether there is one
   * @throws DataException if a cell does not hold what it must
   */
  public boolean advance() {
    try {
      do {
        leftOut += gap ? 1 : 0;
        gap = false;
        strange = null;
        if (!rows.advance()) {
          return false;
        }
        number++;
      } while (gap || weight.signum() == 0);
      if (strange != null) {
        throw strange;
      }
      return true;
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /**
   * The row.
   *
   * @return the terms, and behind them the target
   * @throws DataException if a power or a product is larger than float64 has numbers, or has more
   *     than 1100 digits behind the point
   */
  public BigDecimal[] row() {
    BigDecimal[] row = new BigDecimal[design.terms().size() + 1];
    for (int i = 0; i < design.terms().size(); i++) {
      Design.Term term = design.terms().get(i);
      row[i] = term.factors().size() == 1 ? features[term.factors().get(0)] : product(term);
    }
    row[row.length - 1] = target;
    return row;
  }

  private BigDecimal product(Design.Term term) {
    BigDecimal product = BigDecimal.ONE;
    for (int factor : term.factors()) {
      product = product.multiply(features[factor]);
    }
    if (product.scale() > RowChecks.MOST_PLACES) {
      product = product.stripTrailingZeros();
    }
    if (!RowChecks.fits(product)) {
      throw new DataException(
          table.name() + ", row " + number + ", term " + term.name(),
          "a power or a product must be one that float64 has room for",
          product.precision() + " digits, the last of them 1e" + -(long) product.scale(),
          "at most 1.7e308, with at most " + RowChecks.MOST_PLACES + " digits behind the point",
          "take a lower power, or round the columns to fewer digits");
    }
    return product;
  }

  /** {@return how much the row counts} */
  public BigDecimal weight() {
    return weight;
  }

  /** The row's number in the table, from 1: rows that are left out are counted too. */
  long number() {
    return number;
  }

  /** The row's offset, 0 where there is none. */
  double offset() {
    return offset;
  }

  /** What the row's group is called. */
  String label() {
    return Groups.label(List.of(labels));
  }

  /** {@return how many rows had a missing cell, and were left out} */
  public long leftOut() {
    return leftOut;
  }

  /** {@return sums of all rows that are left} */
  public Moments moments() {
    List<String> names = new ArrayList<>(design.names());
    names.add(design.target());
    Moments moments = Moments.of(names, design.weights() != null);
    while (advance()) {
      addTo(moments);
    }
    return moments;
  }

  /** Adds the row. */
  void addTo(Moments moments) {
    if (moments.weighted()) {
      moments.add(row(), weight);
    } else {
      moments.add(row());
    }
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }
}
