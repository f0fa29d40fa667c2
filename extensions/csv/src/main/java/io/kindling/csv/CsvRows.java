package io.kindling.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import io.kindling.data.ColumnChoice;
import io.kindling.data.FileState;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file from the first row to the last; each cell goes to who asked for its column.
 *
 * <p>Cells are separated by commas, lines end as they like, quotes are as in RFC 4180; a byte order
 * mark where a line begins and empty lines are passed over. The first line names the columns.
 */
final class CsvRows implements TableRows {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final @Nullable FileState state;
  private final CsvReader<Long> reader;
  private final Iterator<Long> records;
  private final List<String> header = new ArrayList<>();
  private final CsvCell cell;
  private @Nullable Consumer<Cell>[] users = nobody(0);
  private boolean named;

  private CsvRows(Path file, @Nullable FileState state) throws IOException {
    this.file = file;
    this.state = state;
    this.cell = new CsvCell(file, header);
    check();
    this.reader =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .build(new Handler(), decoded());
    this.records = reader.iterator();
    try {
      if (!advance()) {
        throw new DataException(
            file + ", line 1", "the first line must name the columns", "nothing", "a header", null);
      }
      if (header.stream().anyMatch(name -> name.indexOf(0) >= 0)) {
        throw ForeignText.refused(file); // UTF-16, which is UTF-8 as long as it is ASCII
      }
    } catch (RuntimeException | IOException e) {
      reader.close();
      throw e;
    }
    users = nobody(header.size());
    named = true;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Consumer<Cell>[] nobody(int columns) {
    return new Consumer[columns];
  }

  /**
   * Opens a file and reads the names of its columns. It is read once, and so may be a pipe.
   *
   * @param file where it is
   * @return its rows
   * @throws DataException if there is no such file, no header, or the text is not UTF-8
   * @throws IOException if it cannot be read
   */
  public static CsvRows open(Path file) throws IOException {
    FileState.of(file, "a CSV file");
    return new CsvRows(file, null);
  }

  /**
   * Opens a file that must be as it was, and reads the names of its columns.
   *
   * @param state how it was
   * @return its rows
   * @throws DataException if it has changed, there is no header, or the text is not UTF-8; while
   *     reading, at the end, also if it has changed meanwhile
   * @throws IOException if it cannot be read
   */
  public static CsvRows open(FileState state) throws IOException {
    return new CsvRows(state.file(), state);
  }

  private void check() throws IOException {
    if (state != null) {
      state.check();
    }
  }

  /** A file's text. Bytes that are not UTF-8 are an error, where a Reader replaces them. */
  private Reader decoded() throws IOException {
    Reader text = Files.newBufferedReader(file);
    try {
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      return text;
    } catch (CharacterCodingException e) {
      text.close();
      throw refused(e);
    } catch (IOException e) {
      text.close();
      throw e;
    }
  }

  /** Hears of each cell, and makes of a record the number of its line. */
  private final class Handler extends AbstractBaseCsvCallbackHandler<Long> {
    @Override
    protected void handleField(int column, char[] text, int from, int length, boolean quoted) {
      if (column == 0 && !quoted && length > 0 && text[from] == BYTE_ORDER_MARK) {
        handleField(column, text, from + 1, length - 1, quoted); // where files were joined
      } else if (!named) {
        header.add(new String(text, from, length).strip());
      } else if (column < users.length) {
        Consumer<Cell> user = users[column];
        if (user != null) {
          cell.show(getStartingLineNumber(), column, text, from, length);
          user.accept(cell);
        }
      }
    }

    @Override
    protected Long buildRecord() {
      boolean full = getFieldCount() == header.size();
      if (getRecordType() == RecordType.DATA && !full) {
        throw new DataException(
            file + ", line " + getStartingLineNumber(),
            "a row must have as many cells as the header",
            getFieldCount() + " cells",
            header.size() + "",
            null);
      }
      return getStartingLineNumber();
    }
  }

  @Override
  public List<String> header() {
    return Collections.unmodifiableList(header);
  }

  @Override
  public ColumnChoice.Terms terms() {
    String line = file + ", line 1";
    return new ColumnChoice.Terms(line, line, line, CsvRows::hint);
  }

  private static String hint(List<String> columns) {
    if (columns.stream().allMatch(Decimals::isNumber)) {
      return "the first line holds numbers: add one that names the columns";
    }
    if (columns.get(0).startsWith("sep=")) {
      return "the first line names the separator only: remove it";
    }
    String separator = columns.size() == 1 ? separator(columns.get(0)) : null;
    return separator == null
        ? "names must match exactly, upper and lower case included"
        : "the cells seem to be separated by " + separator + ": write them with commas";
  }

  /** What seems to stand between the names of a line that has no comma; null for nothing. */
  private static @Nullable String separator(String line) {
    for (int i = 0; i < line.length(); i++) {
      String name =
          switch (line.charAt(i)) {
            case ';' -> "semicolons";
            case '\t' -> "tabs";
            case '|' -> "bars";
            default -> null;
          };
      if (name != null) {
        return name;
      }
    }
    return line.indexOf(' ') >= 0 ? "spaces" : null;
  }

  @Override
  public void on(int column, Consumer<Cell> user) {
    users[column] = user;
  }

  @Override
  public boolean advance() throws IOException {
    try {
      if (records.hasNext()) {
        records.next();
        return true;
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw refused(e);
    }
    check(); // the end may be a cut
    return false;
  }

  /** How many missing cells a column has; at least 1, also where the file cannot be read again. */
  static long countMissing(Path file, int column) {
    if (!Files.isRegularFile(file)) {
      return 1;
    }
    long[] count = {0};
    try (CsvRows rows = CsvRows.open(file)) {
      rows.on(column, cell -> count[0] += cell.isMissing() ? 1 : 0);
      rows.readAll();
    } catch (IOException | DataException e) {
      return 1; // what is wrong there is another matter
    }
    return Math.max(1, count[0]);
  }

  private DataException refused(Exception e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException own
        && !(own instanceof CsvParseException || own instanceof UncheckedIOException)) {
      throw own; // of a cell's user
    }
    return isCoding(e)
        ? ForeignText.refused(file)
        : new DataException(
            file.toString(),
            "the file must be readable as CSV",
            e.getMessage() + "",
            "RFC 4180",
            "close the quotes, and double those inside of a cell");
  }

  private static boolean isCoding(@Nullable Throwable e) {
    return e != null && (e instanceof CharacterCodingException || isCoding(e.getCause()));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
