package io.kindling.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import io.kindling.data.FileState;
import io.kindling.error.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a CSV file, cell by cell as they are parsed, without a text of each. */
final class CsvRecords implements Closeable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final FileState state;
  private final CsvReader<Long> reader;
  private final Iterator<Long> records;
  private final List<String> header = new ArrayList<>();
  private Cells cells =
      (line, column, text, from, length) -> header.add(new String(text, from, length).strip());

  /** What is done with a cell. */
  @FunctionalInterface
  interface Cells {
    void cell(long line, int column, char[] text, int from, int length);
  }

  /** Opens a file and reads its header. */
  CsvRecords(FileState state) throws IOException {
    this.state = state;
    state.check();
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
            state.file() + ", line 1",
            "the first line must name the columns",
            "nothing",
            "a header",
            null);
      }
    } catch (RuntimeException | IOException e) {
      reader.close();
      throw e;
    }
  }

  /** A file's text. Bytes that are not UTF-8 are an error, where a Reader replaces them. */
  private Reader decoded() throws IOException {
    Reader text = Files.newBufferedReader(state.file());
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
      cells.cell(getStartingLineNumber(), column, text, from, length);
    }

    @Override
    protected Long buildRecord() {
      boolean full = getFieldCount() == header.size();
      if (getRecordType() == RecordType.DATA && !full) {
        throw new DataException(
            state.file() + ", line " + getStartingLineNumber(),
            "a row must have as many cells as the header",
            getFieldCount() + " cells",
            header.size() + "",
            null);
      }
      return getStartingLineNumber();
    }
  }

  /** The names of all columns. */
  List<String> header() {
    return header;
  }

  /** Says what is done with the cells of all records to come. */
  void cells(Cells next) {
    cells = next;
  }

  /**
   * Reads the next record.
   *
   * @return whether there was one
   * @throws DataException if it is no CSV or has not as many cells as the header
   */
  boolean advance() throws IOException {
    try {
      if (records.hasNext()) {
        records.next();
        return true;
      }
    } catch (CsvParseException | UncheckedIOException e) {
      throw refused(e);
    }
    state.check(); // the end may be a cut
    return false;
  }

  private DataException refused(Exception e) {
    if (e.getCause() instanceof DataException wrong) {
      return wrong;
    }
    return new DataException(
        state.file().toString(),
        "the file must be readable as CSV",
        isCoding(e) ? "bytes that are no UTF-8" : e.getMessage() + "",
        "text in UTF-8",
        null);
  }

  private static boolean isCoding(@Nullable Throwable e) {
    return e != null && (e instanceof CharacterCodingException || isCoding(e.getCause()));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
