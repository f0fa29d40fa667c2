package io.kindling.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.kindling.error.DataException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file whose first line names the columns; every error names file, line and column. */
final class CsvTable implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> header;

  /**
   * Opens a file and reads its header.
   *
   * @throws DataException if there is no such file or no header
   */
  CsvTable(Path file) {
    this.file = file;
    if (!Files.exists(file) || Files.isDirectory(file)) {
      String got = Files.isDirectory(file) ? "a folder" : "no such file";
      throw new DataException(file.toString(), "the file must exist", got, "a CSV file", null);
    }
    try {
      reader =
          CsvReader.builder()
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .ofCsvRecord(decoded(file));
    } catch (IOException e) {
      throw unreadable(e);
    }
    records = reader.iterator();
    if (!hasNext()) {
      close();
      throw new DataException(
          file + ", line 1", "the first line must name the columns", "nothing", "a header", null);
    }
    header = next().getFields().stream().map(String::strip).toList();
  }

  /** A file's text. Bytes that are not UTF-8 are an error, where a Reader replaces them. */
  private static Reader decoded(Path file) throws IOException {
    Reader text = Files.newBufferedReader(file);
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  /** The names of all columns. */
  List<String> header() {
    return header;
  }

  /** Whether there is another row. */
  boolean hasNext() {
    try {
      return records.hasNext();
    } catch (CsvParseException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private CsvRecord next() {
    try {
      return records.next();
    } catch (CsvParseException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Reads the next row.
   *
   * @throws DataException if it has not as many cells as the header
   */
  CsvRow nextRow() {
    CsvRecord csv = next();
    if (csv.getFieldCount() != header.size()) {
      throw new DataException(
          file + ", line " + csv.getStartingLineNumber(),
          "a row must have as many cells as the header",
          csv.getFieldCount() + " cells",
          header.size() + "",
          null);
    }
    return new CsvRow(file, header, csv);
  }

  /**
   * Finds columns by name.
   *
   * @throws DataException if one is not there, or there twice
   */
  int[] columns(List<String> names) {
    int[] columns = new int[names.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = header.indexOf(names.get(i));
      if (columns[i] < 0) {
        throw new DataException(
            file + ", line 1",
            "there must be a column '" + names.get(i) + "'",
            "the columns " + String.join(", ", header),
            "that name among them",
            hint());
      }
      if (columns[i] != header.lastIndexOf(names.get(i))) {
        throw new DataException(
            file + ", line 1",
            "a column's name must be its own",
            "'" + names.get(i) + "' twice",
            "it once",
            null);
      }
    }
    return columns;
  }

  private String hint() {
    if (header.stream().allMatch(Numbers::isNumber)) {
      return "the first line holds numbers: add one that names the columns";
    }
    boolean other = header.size() == 1 && header.get(0).matches(".*[;\t|].*");
    return other
        ? "the file seems to use another separator: cells are separated by commas"
        : "names are matched to the letter";
  }

  private DataException unreadable(Exception e) {
    return new DataException(
        file.toString(),
        "the file must be readable as CSV",
        isCoding(e) ? "bytes that are no UTF-8" : e.getMessage() + "",
        "text in UTF-8",
        null);
  }

  private static boolean isCoding(@Nullable Throwable e) {
    return e != null && (e instanceof CharacterCodingException || isCoding(e.getCause()));
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
