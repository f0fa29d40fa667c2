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
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads any text, with FastCSV. */
final class CsvRows implements TableRows {
  private static final char REPLACEMENT = '\uFFFD';

  /** How FastCSV begins to say that something follows a closing quote. */
  private static final String BEHIND_QUOTE = "Unexpected character after closing quote";

  /** And that it has read a long way without an end of the cell. */
  private static final String TOO_LONG = "The maximum buffer size";

  private final CsvText text;
  private final boolean runs;
  private final Handler handler = new Handler();
  private final CsvReader<Long> reader;
  private final Iterator<Long> records;
  private final List<String> names = new ArrayList<>();
  private final Columns columns;
  private final CsvCell cell;
  private @Nullable Consumer<Cell>[] users = nobody(0);
  private boolean named;
  private Consumer<DataException> badRows =
      refused -> {
        throw refused;
      };

  CsvRows(CsvText text) throws IOException {
    this.text = text;
    this.columns = new Columns(text.source(), text.head(), names);
    this.cell = new CsvCell(columns);
    this.runs = text.head().separator().equals(Dialect.SPACES);
    this.reader =
        CsvReader.builder()
            .fieldSeparator(text.head().separator())
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .build(handler, text.reader());
    this.records = reader.iterator();
    if (!advance()) {
      throw columns.none();
    }
    users = nobody(names.size());
    named = true;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Consumer<Cell>[] nobody(int columns) {
    return new Consumer[columns];
  }

  /** Hears of each cell, and makes of a record the number of its line. */
  private final class Handler extends AbstractBaseCsvCallbackHandler<Long> {
    private int count;
    private long line;

    /** How many ends of lines are in the record's cells so far. */
    private int ends;

    /** The record's first cell, if it may be all of a blank line. */
    private char @Nullable [] blank;

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
      } else if (runs && length == 0) {
        return;
      }
      if (named && count == 0 && new String(text, from, length).isBlank()) {
        blank = Arrays.copyOfRange(text, from, from + length);
        count = 1;
        return;
      }
      takeBlank();
      take(count++, text, from, length);
    }

    private void takeBlank() {
      if (blank != null) {
        take(0, blank, 0, blank.length);
        blank = null;
      }
    }

    private void take(int column, char[] text, int from, int length) {
      checkText(column, text, from, length);
      if (!named) {
        names.add(new String(text, from, length).strip());
      } else if (column < users.length) {
        Consumer<Cell> user = users[column];
        if (user != null) {
          cell.show(line, column, text, from, length);
          user.accept(cell);
        }
      }
    }

    /** Puts what others put for bytes that are no text, and tells of them. */
    private void checkText(int column, char[] cell, int from, int length) {
      boolean broken = false;
      int behind = 0; // ends of lines, in this cell
      for (int i = from; i < from + length; i++) {
        if (cell[i] == CsvText.BROKEN) {
          cell[i] = REPLACEMENT;
          broken = true;
        }
        behind += broken && cell[i] == '\n' ? 1 : 0;
      }
      if (broken) {
        badRows.accept(columns.noText(lineOfCell() - behind, column, text.charset(), false));
      }
    }

    @Override
    protected @Nullable Long buildRecord() {
      boolean isBlank = count == 0 || (count == 1 && blank != null && names.size() > 1);
      if (isBlank) {
        blank = null;
        return null;
      }
      takeBlank();
      if (getRecordType() == RecordType.DATA && count != names.size()) {
        badRows.accept(columns.otherCount(line, count));
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
    return Collections.unmodifiableList(names);
  }

  @Override
  public ColumnChoice.Terms terms() {
    return columns.terms();
  }

  @Override
  public void on(int column, Consumer<Cell> user) {
    users[column] = user;
  }

  @Override
  public void onBadRow(Consumer<DataException> user) {
    badRows = user;
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
    text.source().checkUnchanged(); // the end may be a cut
    return false;
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
    return mistake(e.getMessage() + "");
  }

  private DataException mistake(String message) {
    long line = handler.lineOfCell();
    if (message.startsWith(TOO_LONG)) {
      return columns.longCell(line);
    }
    return message.startsWith(BEHIND_QUOTE)
        ? columns.behindQuote(line)
        : columns.unclosedQuote(line);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
