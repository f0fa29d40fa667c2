package io.kindling.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of delimited text from the first row to the last; each cell goes to who asked for
 * its column.
 */
final class CsvRows implements TableRows {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** How FastCSV says that something follows a closing quote. */
  private static final Pattern BEHIND_QUOTE = Pattern.compile("after closing quote: (\\S+)");

  private final CsvFile source;
  private final CsvText text;
  private final Head head;
  private final boolean runs;
  private final Handler handler = new Handler();
  private final CsvReader<Long> reader;
  private final Iterator<Long> records;
  private final List<String> header = new ArrayList<>();
  private final CsvCell cell;
  private @Nullable Consumer<Cell>[] users = nobody(0);
  private boolean named;

  /**
   * Opens a file and reads the names of its columns. It is read once, and so may be a pipe.
   *
   * @param source where it is, and how it is to be read
   * @throws DataException if there is no such file, no header, the file is no text, or has changed;
   *     while reading, at the end, also if it has changed meanwhile
   * @throws IOException if it cannot be read
   */
  CsvRows(CsvFile source) throws IOException {
    this.source = source;
    this.cell = new CsvCell(source, header);
    source.check();
    text = CsvText.open(source);
    try {
      head = head();
      runs = head.separator().equals(Dialect.SPACES);
      reader =
          CsvReader.builder()
              .fieldSeparator(head.separator())
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .build(handler, text.reader());
      records = reader.iterator();
      if (!advance()) {
        throw new DataException(
            place(1), "the first line must name the columns", "nothing", "a header", null);
      }
    } catch (RuntimeException | IOException e) {
      text.close();
      throw e;
    }
    users = nobody(header.size());
    named = true;
  }

  private Head head() throws IOException {
    try {
      return Head.read(text.reader(), source.dialect());
    } catch (IOException e) {
      throw text.refused(e);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Consumer<Cell>[] nobody(int columns) {
    return new Consumer[columns];
  }

  /** What separates the cells. */
  String separator() {
    return head.separator();
  }

  private String place(long line) {
    return source.name() + ", line " + (line + head.lines());
  }

  /** Hears of each cell, and makes of a record the number of its line. */
  private final class Handler extends AbstractBaseCsvCallbackHandler<Long> {
    private int count;
    private long line;

    /** How many ends of lines are in the record's cells so far. */
    private int ends;

    @Override
    protected void handleBegin(long startingLine) {
      line = startingLine;
      count = 0;
      ends = 0;
    }

    @Override
    protected void handleField(int place, char[] text, int from, int length, boolean quoted) {
      if (quoted) {
        for (int i = from; i < from + length; i++) {
          ends += text[i] == '\n' ? 1 : 0;
        }
      } else if (place == 0 && length > 0 && text[from] == BYTE_ORDER_MARK) {
        handleField(place, text, from + 1, length - 1, quoted); // where files were joined
        return;
      } else if (runs && length == 0) {
        return;
      }
      take(count++, text, from, length);
    }

    private void take(int column, char[] text, int from, int length) {
      if (!named) {
        header.add(new String(text, from, length).strip());
      } else if (column < users.length) {
        Consumer<Cell> user = users[column];
        if (user != null) {
          cell.show(line + head.lines(), column, text, from, length);
          user.accept(cell);
        }
      }
    }

    @Override
    protected @Nullable Long buildRecord() {
      if (getRecordType() == RecordType.DATA && count != header.size()) {
        throw new DataException(
            place(line),
            "a row must have as many cells as the header",
            count + " cells",
            header.size() + "",
            separators(head.others()));
      }
      return line;
    }

    /** Where a cell begins that was not yet heard of. */
    long lineOfCell() {
      return line + ends;
    }
  }

  @Override
  public List<String> header() {
    return Collections.unmodifiableList(header);
  }

  @Override
  public ColumnChoice.Terms terms() {
    return new ColumnChoice.Terms(place(1), place(1), place(1), this::hint);
  }

  private String hint(List<String> columns) {
    if (columns.stream().allMatch(Decimals::isNumber)) {
      return "the first line holds numbers: add one that names the columns";
    }
    String separators = separators(head.others());
    if (separators == null && columns.size() == 1) {
      return "if something else separates the columns: separator(\"…\")";
    }
    return separators == null
        ? "names must match exactly, upper and lower case included"
        : separators;
  }

  /** What to say where other separators are in the first line; null where none are. */
  private static @Nullable String separators(List<String> others) {
    return others.isEmpty()
        ? null
        : "if "
            + Head.name(others.get(0))
            + " separate the columns: separator(\""
            + others.get(0).replace("\t", "\\t")
            + "\")";
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
    if (source.isUnchanged()) {
      source.check(); // the end may be a cut
    }
    return false;
  }

  /** How many missing cells a column has; at least 1, also where the file cannot be read again. */
  static long countMissing(CsvFile source, int column) {
    if (!source.isRepeatable()) {
      return 1;
    }
    long[] count = {0};
    try (CsvRows rows = new CsvRows(source)) {
      rows.on(column, cell -> count[0] += cell.isMissing() ? 1 : 0);
      rows.readAll();
    } catch (IOException | DataException e) {
      return 1; // what is wrong there is another matter
    }
    return Math.max(1, count[0]);
  }

  /** The error of what cannot be read; what a cell's user has thrown is thrown on. */
  private RuntimeException refused(RuntimeException e) throws IOException {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException own
        && !(own instanceof CsvParseException || own instanceof UncheckedIOException)) {
      return own;
    }
    for (Throwable deeper = e; deeper != null; deeper = deeper.getCause()) {
      if (deeper instanceof IOException failure) {
        return text.refused(failure);
      }
    }
    return quotes(e.getMessage() + "");
  }

  private DataException quotes(String message) {
    Matcher behind = BEHIND_QUOTE.matcher(message);
    boolean closed = behind.find();
    return new DataException(
        place(handler.lineOfCell()),
        closed ? "a quote that closes must end its cell" : "a quote that opens must be closed",
        closed ? behind.group(1) + " behind it" : "none to the end of the file",
        closed ? "a separator or the end of the line" : "another quote",
        "double the quotes inside of a quoted cell");
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
