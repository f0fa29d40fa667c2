package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is no table is called what it most likely is, wherever a table is named. */
final class NoTableTest {
  @TempDir Path folder;

  private static void refused(Run run, String message) {
    assertThat(run.err()).isEqualTo("kindling: " + message + "\n");
    assertThat(run.code()).isEqualTo(2);
  }

  /** Each with what the message says that it is, and what to do. */
  private static Map<String, byte[]> noTables() {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    forms.put("a PNG picture; take the file of the table", latin1("\u0089PNG\r\n\u001A\n\0\0"));
    forms.put("an Excel file; save the sheet as CSV", zip("xl/workbook.xml"));
    forms.put("a zip archive; unpack it", zip("t.csv"));
    forms.put("arrays of NumPy; numpy.savetxt writes it as text", zip("arr_0.npy"));
    forms.put("a NumPy array; numpy.savetxt writes it as text", latin1("\u0093NUMPY\1\0v\0{"));
    forms.put("a model of PyTorch; take the file of the table", zip("archive/data.pkl"));
    forms.put("a SQLite database; export the table as CSV", latin1("SQLite format 3\0\20\0"));
    forms.put(
        "a PDF file; take the file of the table", latin1("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"));
    forms.put("JSON; export the table as CSV", latin1("[[1, 2], [3, 4]]\n"));
    forms.put("an Arrow file; export the table as CSV", latin1("ARROW1\0\0"));
    forms.put(
        "a stream of Arrow; export the table as CSV",
        latin1("\u00FF\u00FF\u00FF\u00FFp\0\0\0\20\0\0\0"));
    forms.put("a Feather file; export the table as CSV", latin1("FEA1\0\0"));
    forms.put("an ORC file; export the table as CSV", latin1("ORC\n\3\0\0"));
    forms.put("an HDF5 file; export the table as CSV", latin1("\u0089HDF\r\n\u001A\n\0"));
    return forms;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] zip(String name) {
    return latin1("PK\3\4" + "\0".repeat(26) + name);
  }

  /** What every command and option says of a file in the place of a table. */
  private List<Run> withTable(Path table) throws IOException {
    Path model = folder.resolve("model.pt");
    if (!Files.exists(model)) {
      kindling("train", "--save", model, "--quiet", "--epochs=1");
    }
    return List.of(
        kindling("train", table, "--target=y"),
        kindling("train", "--validation", table),
        kindling("train", "--test", table),
        kindling("predict", table, "--model-file", model));
  }

  @Test
  void whatIsNoTextIsNamedWhereverATableIs() throws IOException {
    Path file = folder.resolve("data.csv");
    for (Map.Entry<String, byte[]> form : noTables().entrySet()) {
      Files.write(file, form.getValue());
      for (Run run : withTable(file)) {
        String[] words = form.getKey().split("; ");
        refused(
            run,
            file
                + ": the file must be readable as CSV (got "
                + words[0]
                + "; expected text; "
                + words[1]
                + ")");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x:y\\n1:2|--separator '…')",
        "x,y\\n1,2\\n3;4|, line 3: a row must have as many cells as the header (got 1 cell; expected"
            + " 2; semicolons separate it: write it as the first line is",
        "x,y\\n1,\u00fc2\\n2,\u00ff\\n|no UTF-8; expected text; if it is Latin-1 or Windows-1252: --encoding windows-1252",
        "\"x\",y\\n1,\"2\\n3,4\\n|, line 2: a quote that opens must be closed (got none",
        "''|, line 1: the first line must name the columns (got nothing; expected a header)",
        "x,y\\n|: there must be at least one row (got a header only; expected data)"
      })
  void theLikeliestCauseIsNamedWhereverATableIs(String text, String cause) throws IOException {
    Path file = folder.resolve("data.csv");
    Files.write(file, latin1(text.replace("\\n", "\n")));
    for (Run run : withTable(file)) {
      assertThat(run.err()).startsWith("kindling: " + file).contains(cause).hasLineCount(1);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
    }
    for (Run run : withTable(folder)) {
      refused(
          run,
          folder
              + ": the file must exist (got a folder; expected a table; '"
              + folder.resolve("*.csv")
              + "' takes all such files in it as one)");
    }
  }

  @Test
  void aByteThatIsNoUtf8AmongOthersThatAreIsNamedByItsCell() throws IOException {
    Path file = folder.resolve("data.csv");
    Files.write(file, latin1("x,city,y\n1,Z\u00c3\u00bcrich,2\n2,B\u00ffrn,3\n"));
    refused(
        kindling("train", file, "--target=y"),
        file
            + ", line 3, column city: the file must be readable as CSV (got bytes that are no UTF-8;"
            + " expected text; what is before them is UTF-8: mend the cell)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32", "X-UTF-32LE-BOM", "US-ASCII"})
  void unicodeAndOldMacintoshesAreRead(String encoding) throws IOException {
    Path file = folder.resolve("data.csv");
    String text = "x,y\r1,3\r2,5\r";
    Charset charset = Charset.forName(encoding);
    String mark = encoding.equals("UTF-32") ? "\uFEFF" : "";
    Files.write(file, (mark + text).getBytes(charset));
    for (Run run : withTable(file)) {
      assertThat(run.err()).isEmpty();
    }
  }
}
