package io.kindling.report;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.Cell;
import io.kindling.table.DateEncoding;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A table as it stands: the columns that a training uses, before gaps are filled and rows left out.
 *
 * @param source where it is from
 * @param rows how many rows it has
 * @param columns the columns
 * @param digests what tells the data from others: a SHA-256 in hexadecimal digits for each file, or
 *     what else it is of
 */
public record DataSummary(
    String source, long rows, List<ColumnSummary> columns, Map<String, String> digests) {
  /** Copies list and map. */
  public DataSummary {
    columns = List.copyOf(columns);
    digests = new LinkedHashMap<>(digests);
  }

  /**
   * Goes through a table once.
   *
   * @param table the table
   * @param features the columns that a model predicts from
   * @param targets the names of those that it predicts
   * @param beside those that weigh rows or are added to outputs
   * @return what is in these columns; no digest
   * @throws DataException if there is no such column, or the table cannot be read
   */
  public static DataSummary of(
      Table table, FeatureColumns features, List<String> targets, RowColumns beside) {
    try (TableRows rows = table.open()) {
      List<ColumnTally> tallies = new ArrayList<>();
      for (String target : targets) {
        tallies.add(on(rows, new ColumnTally(target, "target"), target));
      }
      if (beside.weights() != null) {
        tallies.add(on(rows, new ColumnTally(beside.weights(), "weight"), beside.weights()));
      }
      if (beside.offset() != null) {
        tallies.add(on(rows, new ColumnTally(beside.offset(), "offset"), beside.offset()));
      }
      for (FeatureColumn feature : features.columns()) {
        tallies.add(on(rows, feature));
      }
      long count = rows.readAll();
      return new DataSummary(
          table.name(), count, tallies.stream().map(ColumnTally::summary).toList(), Map.of());
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  private static ColumnTally on(TableRows rows, FeatureColumn feature) {
    ColumnTally tally = new ColumnTally(feature.column(), "feature");
    if (feature.encoding() instanceof DateEncoding) {
      double[] days = new double[feature.encoding().features("").size()];
      return on(
          rows,
          tally.dates(),
          feature.column(),
          cell -> {
            feature.encoding().put(cell, days, 0);
            tally.add(days[0]);
          });
    }
    return feature.encoding() instanceof CategoryEncoding
        ? on(rows, tally, feature.column(), cell -> tally.add(cell.label()))
        : on(rows, tally, feature.column());
  }

  private static ColumnTally on(TableRows rows, ColumnTally tally, String column) {
    return on(rows, tally, column, tally::add);
  }

  private static ColumnTally on(
      TableRows rows, ColumnTally tally, String column, Consumer<Cell> filled) {
    rows.on(
        ColumnChoice.exactly(List.of(column), rows.header(), rows.terms()).get(0),
        cell -> {
          if (cell.isMissing()) {
            tally.addMissing();
          } else {
            filled.accept(cell);
          }
        });
    return tally;
  }

  /**
   * With what tells the data from others.
   *
   * @param of what it is of, such as a file's name
   * @param sha256 a SHA-256 in hexadecimal digits
   * @return such a summary
   */
  public DataSummary digest(String of, String sha256) {
    Map<String, String> more = new LinkedHashMap<>(digests);
    more.put(of, sha256);
    return new DataSummary(source, rows, columns, more);
  }
}
