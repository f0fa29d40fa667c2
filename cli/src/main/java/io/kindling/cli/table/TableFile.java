package io.kindling.cli.table;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import io.kindling.table.JoinedTable;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table to train on or to predict from.
 *
 * @param table the table
 * @param beside the columns that say of rows how much they count, and what is added to the output
 */
public record TableFile(Table table, RowColumns beside) {
  /**
   * Bytes of memory that a cell takes in a training: as float64 as it was read, as float32 as it
   * was prepared, and as many again on the device, in one order and in another.
   */
  private static final int BYTES_A_CELL = 24;

  /** As many rows as a model is applied to at once, and as many cells, of wide tables. */
  private static final int MOST_ROWS = 8192;

  private static final int MOST_CELLS = 1 << 21;

  /** Whether rows are kept in memory. */
  public enum Streaming {
    /** They are. */
    NEVER,
    /** Where they fit. */
    WHERE_LARGE,
    /** They are read anew each time. */
    ALWAYS
  }

  /** What columns are wanted, once it is known which there are. */
  @FunctionalInterface
  public interface Choice {
    ColumnChoice among(List<String> header);
  }

  /** Whether the first column counts the rows, as 0, 1, 2 …, of all or of each joined table. */
  public boolean beginsWithIndex() {
    boolean each =
        table instanceof JoinedTable joined
            && joined.parts().stream().allMatch(TableFile::beginsWithIndex);
    return each || beginsWithIndex(table);
  }

  /** Whether the first column of a table counts its rows; a pipe is not looked into. */
  private static boolean beginsWithIndex(Table table) {
    if (!table.isRepeatable()) {
      return false;
    }
    try (TableRows rows = table.open()) {
      String[] first = {""};
      rows.on(0, cell -> first[0] = cell.text());
      long row = 0;
      while (rows.advance()) {
        if (!first[0].equals(Long.toString(row++))) {
          return false;
        }
      }
      return row > 0;
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /**
   * Opens the table to train on it.
   *
   * @param holding what the targets hold
   * @param rules what the numbers must be
   * @param preparing how columns become features
   */
  public TrainingTable open(
      Choice choice,
      UnaryOperator<ColumnChoice.Terms> terms,
      Holding holding,
      CellRules rules,
      Preparing preparing,
      Streaming streaming) {
    try (TableRows rows = table.open()) {
      List<String> header = rows.header();
      ColumnChoice.Found found = choice.among(header).among(header, terms.apply(rows.terms()));
      List<String> features = found.features().stream().map(header::get).toList();
      List<String> targets = found.targets().stream().map(header::get).toList();
      FeatureColumns known = preparing.known(features);
      boolean streams = streams(streaming, features.size() + targets.size());
      if (known == null && !streams && preparing.mayGuess()) {
        RawRows all = guess(rows, features, found.targets(), holding, rules);
        if (all != null) {
          return loaded(Prepared.numbers(features), targets, all);
        }
      }
      Prepared prepared =
          known == null
              ? preparing.find(table, features)
              : new Prepared(known, preparing.drops(), List.of());
      return streams
          ? new StreamedTable(table, prepared, targets, holding, rules, beside)
          : load(prepared, targets, holding, rules);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /** The rows, if all features are numbers, as they mostly are; else null, to look closer. */
  private @Nullable RawRows guess(
      TableRows rows,
      List<String> features,
      List<Integer> targets,
      Holding holding,
      CellRules rules)
      throws IOException {
    FeatureColumns numbers = FeatureColumns.numbers(features);
    RawReader reader =
        new RawReader(rows, numbers, targets, holding, rules, beside, /* drops= */ true);
    try {
      RawRows all = reader.read(Integer.MAX_VALUE);
      return reader.dropped() > 0 || all.count() == 0 ? null : all;
    } catch (DataException e) {
      if (!table.isRepeatable()) {
        throw e;
      }
      return null;
    }
  }

  private LoadedTable load(
      Prepared prepared, List<String> targets, Holding holding, CellRules rules)
      throws IOException {
    try (TableRows rows = table.open();
        RawReader reader =
            new RawReader(
                rows,
                prepared.columns(),
                ColumnChoice.exactly(targets, rows.header(), rows.terms()),
                holding,
                rules,
                beside,
                prepared.drops())) {
      RawRows all = reader.read(Integer.MAX_VALUE);
      if (all.count() == 0) {
        throw RawReader.empty(table.name(), reader.dropped());
      }
      return loaded(prepared.dropping(reader.dropped()), targets, all);
    }
  }

  private LoadedTable loaded(Prepared prepared, List<String> targets, RawRows all) {
    if (!all.count(beside)) {
      throw TrainingTable.unweighted(table.name(), beside);
    }
    return new LoadedTable(table.name(), prepared, targets, beside, all);
  }

  private boolean streams(Streaming streaming, int columns) throws IOException {
    if (streaming == Streaming.NEVER) {
      return false;
    }
    if (streaming == Streaming.WHERE_LARGE) {
      return table.aboutRows() * columns * BYTES_A_CELL > Runtime.getRuntime().maxMemory() / 2.0;
    }
    if (!table.isRepeatable()) {
      throw new DataException(
          "--stream",
          "only a file can be read anew in every epoch",
          table.name() + ", which is none",
          "a file",
          null);
    }
    return true;
  }

  /** How many rows of so many columns are gone through at a time. */
  static int rowsAtOnce(int columns) {
    return Math.max(1, Math.min(MOST_ROWS, MOST_CELLS / columns));
  }

  /**
   * Goes through the rows that a model is to be applied to, some at a time.
   *
   * @param rule what the features must be
   */
  public void forEach(FeatureColumns features, List<String> targets, CellRule rule, RowUse use) {
    try (TableRows rows = table.open()) {
      List<String> known = targets.stream().filter(rows.header()::contains).toList();
      try (RawReader reader =
          new RawReader(
              rows,
              features,
              ColumnChoice.exactly(known, rows.header(), rows.terms()),
              Holding.ANYTHING,
              new CellRules(rule, CellRule.ANY),
              beside,
              /* drops= */ false)) {
        int most = rowsAtOnce(features.features().size() + known.size());
        RawRows some = reader.read(most);
        if (some.count() == 0) {
          throw RawReader.empty(table.name(), 0);
        }
        while (some.count() > 0) {
          use.take(known, some);
          some = reader.read(most);
        }
      }
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /** Where a row is, as errors name it: by its line, unless the file cannot be read once more. */
  public String place(long row) {
    if (table.isRepeatable()) {
      try (TableRows rows = table.open()) {
        String[] place = {""};
        rows.on(0, cell -> place[0] = cell.place());
        for (long i = 0; i <= row && rows.advance(); i++) {}
        return place[0];
      } catch (IOException e) {
        throw table.unreadable(e);
      }
    }
    return table.name() + ", row " + (row + 1);
  }

  /** What is done with some rows. */
  @FunctionalInterface
  public interface RowUse {
    void take(List<String> targets, RawRows rows);
  }
}
