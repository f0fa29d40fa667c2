package io.kindling.cli.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as lines of CSV: what is in them may hold commas. */
public final class Lists {
  private Lists() {}

  public static String text(List<List<String>> lists) {
    StringWriter lines = new StringWriter();
    try (CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY) // a name may be empty, and a line with it alone
            .build(lines)) {
      lists.forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter throws none
    }
    return lines.toString().strip();
  }

  /** The lists in a text; null if it is no CSV. */
  public static @Nullable List<List<String>> parse(String text) {
    try {
      return CsvReader.builder().ofCsvRecord(text).stream().map(CsvRecord::getFields).toList();
    } catch (CsvParseException e) {
      return null;
    }
  }
}
