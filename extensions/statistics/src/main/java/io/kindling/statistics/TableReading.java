package io.kindling.statistics;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureReader;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import io.kindling.text.Printable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a table's rows into blocks, decimals digit by digit. */
final class TableReading {
  private final FeatureReader reader;
  private final TableRows rows;
  private final @Nullable BigDecimal[]
      decimals; // of the row and its weight, where numbers are read
  private final boolean weighted;
  private final boolean drops;
  private double weight;
  private boolean weightless;
  private boolean gap;
  private long dropped;

  private TableReading(
      TableRows rows, FeatureColumns columns, @Nullable String weights, boolean drops) {
    this.rows = rows;
    this.drops = drops;
    this.weighted = weights != null;
    this.reader = new FeatureReader(rows, columns, drops, this::take);
    int width = reader.row().length;
    this.decimals = new BigDecimal[width + 1];
    if (weights != null) {
      int place = ColumnChoice.exactly(List.of(weights), rows.header(), rows.terms()).get(0);
      rows.on(place, cell -> takeWeight(cell, width));
    }
  }

  /** Adds all rows of a table. */
  static TableSums read(
      Table table, FeatureColumns columns, @Nullable String weights, boolean drops) {
    if (weights != null && columns.names().contains(weights)) {
      throw new DataException(
          table.name(),
          "the column of the weights must be none of the others",
          Printable.quoted(weights),
          "another column",
          null);
    }
    Moments moments = Moments.of(columns.features(), weights != null);
    try (TableRows rows = table.open()) {
      TableReading reading = new TableReading(rows, columns, weights, drops);
      moments.addBlocks(reading::fill);
      return new TableSums(moments, reading.dropped);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  private void take(Cell cell, int place, double number) {
    decimals[place] = RowChecks.decimal(cell);
  }

  private void takeWeight(Cell cell, int place) {
    if (drops && cell.isMissing()) {
      gap = true;
      return;
    }
    weight = cell.wide(text -> null);
    take(cell, place, weight);
    BigDecimal decimal = decimals[place];
    double sign = decimal == null ? weight : decimal.signum(); // 1e-400 is 0 as a float64
    if (sign < 0) {
      throw cell.refused("a weight must not be negative", cell.text().strip(), "0 or more", null);
    }
    weightless = sign == 0;
  }

  /** Adds all rows of a table, each to the sums that are dealt to it. */
  static void deal(Table table, FeatureColumns columns, FoldOrder order, FoldSums folds) {
    try (TableRows rows = table.open()) {
      TableReading reading = new TableReading(rows, columns, null, /* drops= */ false);
      FoldBlocks blocks = new FoldBlocks(folds);
      try {
        while (reading.advance()) {
          reading.put(blocks.block(order.next()));
        }
        blocks.finish();
      } finally {
        blocks.settle(); // else an error here would hide the one that came first
      }
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /** Fills a block; there are no more rows if it is not full afterwards. */
  void fill(RowBlock block) throws IOException {
    while (!block.isFull() && advance()) {
      put(block);
    }
  }

  /** Puts the row in a block. */
  private void put(RowBlock block) {
    double[] row = reader.row();
    for (int i = 0; i < row.length; i++) {
      put(block, i, row[i]);
    }
    if (weighted) {
      put(block, row.length, weight);
    }
    block.end();
  }

  private void put(RowBlock block, int place, double number) {
    BigDecimal decimal = decimals[place];
    if (decimal == null) {
      block.put(place + 1, number);
    } else {
      block.put(place + 1, decimal);
    }
  }

  /** Goes to the next row that counts. */
  private boolean advance() throws IOException {
    do {
      gap = false;
      reader.begin();
      if (!rows.advance()) {
        return false;
      }
      gap |= reader.hasGap();
      dropped += gap ? 1 : 0;
    } while (gap || weightless);
    return true;
  }
}
