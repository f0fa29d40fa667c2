package io.kindling.cli.table;

import io.kindling.csv.CsvRows;
import io.kindling.data.ColumnChoice;
import io.kindling.data.FileState;
import io.kindling.error.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A CSV file to train on or to predict from.
 *
 * @param file where it is
 */
public record TableFile(Path file) {
  static final String FEATURE_HINT = "choose the columns that hold numbers with --features";

  /**
   * Bytes of memory that a cell takes in a training: as float64 as it was read, as float32 as it
   * was prepared, and as many again on the device, in one order and in another.
   */
  private static final int BYTES_A_CELL = 24;

  /** As many rows as a model is applied to at once, and as many cells, of wide tables. */
  private static final int MOST_ROWS = 8192;

  private static final int MOST_CELLS = 1 << 21;

  /** As much of a file tells how long its lines are. */
  private static final int HEAD = 1 << 16;

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

  /** Whether the first column counts the rows, as 0, 1, 2 …; a pipe is not looked into. */
  public boolean beginsWithIndex() {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (CsvRows rows = CsvRows.open(file)) {
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
      throw unreadable(file + "", e);
    }
  }

  /** Opens the file to train on it. */
  public TrainingTable open(
      Choice choice,
      UnaryOperator<ColumnChoice.Terms> terms,
      boolean withLabels,
      CellRules rules,
      Streaming streaming) {
    RawReader.Holding holding = withLabels ? RawReader.Holding.LABELS : RawReader.Holding.NUMBERS;
    try (CsvRows rows = CsvRows.open(file)) {
      List<String> header = rows.header();
      ColumnChoice.Found found = choice.among(header).among(header, terms.apply(rows.terms()));
      List<String> features = found.features().stream().map(header::get).toList();
      List<String> targets = found.targets().stream().map(header::get).toList();
      if (streams(streaming, features.size() + targets.size())) {
        return new StreamedTable(
            FileState.of(file, "a CSV file"), features, targets, holding, rules);
      }
      return load(
          new RawReader(rows, found.features(), found.targets(), holding, rules, FEATURE_HINT),
          features,
          targets);
    } catch (IOException e) {
      throw unreadable(file + "", e);
    }
  }

  private LoadedTable load(RawReader reader, List<String> features, List<String> targets)
      throws IOException {
    RawRows all = reader.read(Integer.MAX_VALUE);
    if (all.count() == 0) {
      throw RawReader.empty(file + "");
    }
    return new LoadedTable(file + "", features, targets, all);
  }

  private boolean streams(Streaming streaming, int columns) throws IOException {
    if (streaming == Streaming.NEVER) {
      return false;
    }
    boolean regular = Files.isRegularFile(file);
    if (streaming == Streaming.WHERE_LARGE) {
      return regular && bytes(columns) > Runtime.getRuntime().maxMemory() / 2;
    }
    if (!regular) {
      throw new DataException(
          "--stream",
          "only a file can be read anew in every epoch",
          file + ", which is none",
          "a file",
          null);
    }
    return true;
  }

  /** About the memory that a training would take, by the length of the file's first lines. */
  private long bytes(int columns) throws IOException {
    byte[] head;
    try (InputStream stream = Files.newInputStream(file)) {
      head = stream.readNBytes(HEAD);
    }
    int lines = 0;
    for (byte one : head) {
      lines += one == '\n' ? 1 : 0;
    }
    double rows = (double) Files.size(file) * Math.max(1, lines) / Math.max(1, head.length);
    return (long) (rows * columns * BYTES_A_CELL);
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
  public void forEach(List<String> features, List<String> targets, CellRule rule, RowUse use) {
    try (CsvRows rows = CsvRows.open(file)) {
      List<String> known = targets.stream().filter(rows.header()::contains).toList();
      try (RawReader reader =
          new RawReader(
              rows,
              ColumnChoice.exactly(features, rows.header(), rows.terms()),
              ColumnChoice.exactly(known, rows.header(), rows.terms()),
              RawReader.Holding.ANYTHING,
              new CellRules(rule, CellRule.ANY),
              null)) {
        int most = rowsAtOnce(features.size() + known.size());
        RawRows some = reader.read(most);
        if (some.count() == 0) {
          throw RawReader.empty(file + "");
        }
        while (some.count() > 0) {
          use.take(known, some);
          some = reader.read(most);
        }
      }
    } catch (IOException e) {
      throw unreadable(file + "", e);
    }
  }

  /** Where a row is, as errors name it: by its line, unless the file cannot be read once more. */
  public String place(long row) {
    if (Files.isRegularFile(file)) {
      try (CsvRows rows = CsvRows.open(file)) {
        long[] line = {0};
        rows.on(0, cell -> line[0] = cell.line());
        for (long i = 0; i <= row && rows.advance(); i++) {}
        return file + ", line " + line[0];
      } catch (IOException e) {
        throw unreadable(file + "", e);
      }
    }
    return file + ", row " + (row + 1);
  }

  /** What is done with some rows. */
  @FunctionalInterface
  public interface RowUse {
    void take(List<String> targets, RawRows rows);
  }

  static DataException unreadable(String source, IOException e) {
    return new DataException(source, "the file must be readable", e + "", "a CSV file", null);
  }
}
