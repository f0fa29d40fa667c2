package io.kindling.cli.table;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import io.kindling.table.RowColumns;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    Wanted among(List<String> header, ColumnChoice.Terms terms);
  }

  /** Finds the columns that are wanted. */
  public Wanted choose(Choice choice) {
    try (TableRows rows = table.open()) {
      return choice.among(rows.header(), rows.terms());
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
      Choice choice, Holding holding, CellRules rules, Preparing preparing, Streaming streaming) {
    try (TableRows rows = table.open()) {
      Wanted wanted = choice.among(rows.header(), rows.terms());
      List<String> features = wanted.features();
      FeatureColumns known = preparing.known(features);
      boolean streams = streams(streaming, features.size() + wanted.targets().size());
      if (known == null && !streams && preparing.mayGuess()) {
        RawRows all = guess(rows, wanted, holding, rules);
        if (all != null) {
          return loaded(Prepared.numbers(features), wanted, all);
        }
      }
      Prepared prepared =
          known == null
              ? preparing.find(table, features)
              : new Prepared(known, preparing.drops(), 0, List.of(), List.of());
      return streams
          ? new StreamedTable(table, prepared, wanted, holding, rules, beside)
          : load(prepared, wanted, holding, rules);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /** The rows, if all features are numbers, as they mostly are; else null, to look closer. */
  private @Nullable RawRows guess(TableRows rows, Wanted wanted, Holding holding, CellRules rules)
      throws IOException {
    FeatureColumns numbers = FeatureColumns.numbers(wanted.features());
    RawReader reader =
        new RawReader(rows, numbers, wanted, holding, rules, beside, /* drops= */ true);
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

  private LoadedTable load(Prepared prepared, Wanted wanted, Holding holding, CellRules rules)
      throws IOException {
    try (TableRows rows = table.open();
        RawReader reader =
            new RawReader(
                rows, prepared.columns(), wanted, holding, rules, beside, prepared.drops())) {
      RawRows all = reader.read(Integer.MAX_VALUE);
      if (all.count() == 0) {
        throw RawReader.empty(table.name(), reader.dropped());
      }
      return loaded(prepared.dropping(reader.dropped()), wanted, all);
    }
  }

  private LoadedTable loaded(Prepared prepared, Wanted wanted, RawRows all) {
    if (!all.count(beside)) {
      throw TrainingTable.unweighted(table.name(), beside);
    }
    return new LoadedTable(table.name(), prepared, wanted.targets(), wanted.copied(), beside, all);
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
   * Goes through the rows that a model is asked about, some at a time.
   *
   * @param columns the columns that go in
   * @param rule what the features must be
   * @param goesOn whether a row that is no row for the model does not end it
   * @param use what is done with the rows
   */
  public void ask(FeatureColumns columns, CellRule rule, boolean goesOn, Asked use) {
    try (TableRows rows = table.open()) {
      List<String> needed = new ArrayList<>(columns.names());
      needed.addAll(beside.names());
      ModelColumns.check(needed, rows);
      List<String> shown = use.shown(rows.header(), rows.terms());
      AskedReader reader =
          new AskedReader(
              rows, columns, beside, shown, rule, goesOn, use::refused, use.strangers());
      AskedRows some = reader.read();
      if (some.count() == 0) {
        throw RawReader.empty(table.name(), 0);
      }
      while (some.count() > 0) {
        use.take(some);
        some = reader.read();
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
        rows.onBadRow(refused -> {});
        rows.on(0, cell -> place[0] = cell.place());
        for (long i = 0; i <= row && rows.advance(); i++) {}
        return place[0];
      } catch (IOException e) {
        throw table.unreadable(e);
      }
    }
    return table.name() + ", row " + (row + 1);
  }

  /** What is asked about rows. */
  public interface Asked {
    /** The names of the columns that are wanted as text, once it is known which there are. */
    List<String> shown(List<String> header, ColumnChoice.Terms terms);

    /** Takes what is wrong with a row, of which others then are taken all the same. */
    void refused(DataException refusal);

    /** Counts the levels that the model does not know. */
    Strangers strangers();

    /** Takes rows, in their order. */
    void take(AskedRows rows);
  }
}
