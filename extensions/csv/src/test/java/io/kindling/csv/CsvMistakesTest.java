package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.data.Standardizer;
import io.kindling.error.DataException;
import io.kindling.table.Selection;
import io.kindling.table.TableRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are not quite CSV: the error says what they are, where, and what to do. */
final class CsvMistakesTest {
  private static final String TABLE = "a,y\n1,2\n3,4\n";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("rows.csv");
  }

  private ThrowingCallable reading(String text) throws IOException {
    Files.writeString(file, text);
    return () -> CsvFile.of(file).targets("y").table();
  }

  private void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessage(file + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NA|'NA', a missing value",
        "?|'?', a missing value",
        "NaN|'NaN', a missing value",
        "null|'null', a missing value",
        "-|'-', a missing value",
        "''|an empty cell"
      })
  void oneMissingNumber(String cell, String got) throws IOException {
    refused(
        reading("a,y\n1,2\n " + cell + " ,4\n"),
        ", line 3, column a: a cell must hold a number (got "
            + got
            + "; expected a finite number such as 1.5; fill the cell or leave the row out)");
  }

  @Test
  void missingNumbersAreCountedInTheirColumn() throws IOException {
    refused(
        reading("a,y\n1,2\n,4\nNA,NA\n5,6\nnan,7\n"),
        ", line 3, column a: a cell must hold a number (got an empty cell, the first of 3 missing"
            + " values in the column; expected a finite number such as 1.5; fill the cells or leave"
            + " the rows out)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NA", "N/A", "<NA>"})
  void aMissingLabelIsNoClass(String cell) throws IOException {
    Files.writeString(file, "a,y\n1,cat\n2," + cell + "\n3,\n");
    refused(
        () -> CsvFile.of(file).findClasses("y"),
        ", line 3, column y: a cell must hold a label (got '"
            + cell
            + "', the first of 2 missing values in the column; expected text or a number; fill the"
            + " cells or leave the rows out; missing(MissingValues.of()) where it is no missing"
            + " value)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# exported 2024-03-01\na,y\n1,2\n",
        "Sales of 2024\n\na,y\n1,2\n",
        "# exported 2024, by me\na,b,y\n1,2,3\n",
        "\"# a title\"\na,y\n1,2\n"
      })
  void aTitleAboveTheHeaderIsNamedAsSuch(String text) throws IOException {
    assertThatThrownBy(reading(text))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "; the first line seems to be a title: delete what stands before the names of the"
                + " columns)");
    Files.writeString(file, text);
    try (var rows = CsvFile.of(file).open()) {
      assertThatThrownBy(rows::readAll)
          .hasMessageContaining("a row must have as many cells as the header")
          .hasMessageContaining("the first line seems to be a title");
    }
  }

  @Test
  void aHeaderMayBeginWithAHash() throws IOException {
    assertThatThrownBy(reading("#id,b\n1,2\n"))
        .hasMessageEndingWith("; names must match exactly, upper and lower case included)");
  }

  @Test
  void wordsThatLookLikeMissingAreLabels() throws IOException {
    Files.writeString(file, "a,y\n1,Na\n2,none\n3,--\n");
    assertThat(CsvFile.of(file).findClasses("y").labels()).containsExactly("--", "Na", "none");
  }

  @Test
  void byteOrderMarksWhereFilesWereJoinedArePassedOver() throws IOException {
    Files.writeString(file, "y,a\n1,2\n\uFEFF1,4\n2,\uFEFF\n");
    assertThat(CsvFile.of(file).findClasses("y").labels()).containsExactly("1", "2");
    assertThat(CsvFile.of(file).findClasses("a").labels()).containsExactly("2", "4", "\uFEFF");
  }

  private void refusedAs(String form, String remedy, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    refused(
        () -> CsvFile.of(file).header(),
        ": the file must be readable as CSV (got " + form + "; expected text; " + remedy + ")");
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(new byte[] {1, 2, 3});
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void anotherFormOfFileIsNamed() throws IOException {
    refusedAs("a zip archive", "unpack it", zip("table.csv"));
    refusedAs("an Excel file", "save the sheet as CSV", zip("[Content_Types].xml"));
    refusedAs("an Excel file", "save the sheet as CSV", zip("xl/workbook.xml"));
    for (String[] form :
        new String[][] {
          {"a Parquet file", "the artifact kindling-parquet reads it", "PAR1\25\4\0"},
          {"a PNG picture", "take the file of the table", "\u0089PNG\r\n\u001A\n"},
          {"a pickle of Python", "to_csv of pandas writes a table as text", "\u0080\4\u0095\0"},
          {"a tar archive", "unpack it", "data.csv" + "\0".repeat(249) + "ustar"},
          {"bytes that are no text", "take the file of the table", "abc\0\0\1de\n"},
          {
            "a page of the web",
            "download the file itself, not the page about it",
            "\n\n<!DOCTYPE html>\n<html>"
          },
          {"JSON", "export the table as CSV", "[{\"a\": 1}]"}
        }) {
      refusedAs(form[0], form[1], form[2].getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void wordsThatOtherFormsBeginWithMayNameColumns() throws IOException {
    Files.writeString(file, "ORC,BZh,PAR1\n1,2,3\n");
    assertThat(CsvFile.of(file).header()).containsExactly("ORC", "BZh", "PAR1");
  }

  @Test
  void whatIsInAnArchiveIsNamedToo() throws IOException {
    Files.write(file, CsvDialectTest.gzip("data.csv" + "\0".repeat(249) + "ustar"));
    assertThatThrownBy(() -> CsvFile.of(file).header()).hasMessageContaining("got a tar archive");
    byte[] whole = CsvDialectTest.gzip(TABLE.repeat(10_000));
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> CsvFile.of(file).targets("y").table())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": a gzip archive must be whole (got ")
        .hasMessageEndingWith("; fetch it or pack it again)");
    Files.write(file, Arrays.copyOf(whole, 8));
    assertThatThrownBy(() -> CsvFile.of(file).header()).hasMessageContaining("must be whole");
  }

  @Test
  void bytesThatAreNotOfTheEncodingAreNamedByTheirCell() throws IOException {
    Files.write(
        file, "a,b,y\n1,2,3\n3,\"\n\n,caf\u00e9\n\",4\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(
        () -> CsvFile.of(file).findClasses("y"),
        ", line 5, column b: the file must be readable as CSV (got bytes that are no UTF-8; expected text; if"
            + " it is Latin-1 or Windows-1252: charset(Charset.forName(\"windows-1252\")))");
    Files.write(file, new byte[] {'a', ',', 'y', '\n', (byte) 0x81, ',', '1'});
    refused(
        () -> CsvFile.of(file).charset(Charset.forName("windows-1252")).findClasses("y"),
        ", line 2, column a: the file must be readable as CSV (got bytes that are no windows-1252; expected"
            + " text)");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "::"})
  void badRowsArePassedOverWhereSomebodyHearsOfThem(String separator) throws IOException {
    String text = "a,b,y\n1,2,3\n4,5\n6,\u00e9,7\n\n8,9,10,11\n12,13,\"\n\u00e9\"\n14,15,16\n";
    Files.write(file, text.replace(",", separator).getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder cells = new StringBuilder();
    List<String> refused = new ArrayList<>();
    try (TableRows rows =
        CsvFile.of(file).separator(separator).charset(StandardCharsets.US_ASCII).open()) {
      rows.onBadRow(
          bad -> refused.add((bad.operation() + "; " + bad.got()).substring((file + "").length())));
      rows.on(0, cell -> cells.append(cell.text()).append(' '));
      rows.on(1, cell -> cells.append(cell.text()).append(' '));
      rows.on(2, cell -> cells.append(cell.text().strip()).append('|'));
      assertThat(rows.readAll()).isEqualTo(6);
    }
    assertThat(cells).hasToString("1 2 3|4 5 6 \uFFFD 7|8 9 10|12 13 \uFFFD|14 15 16|");
    assertThat(refused)
        .containsExactly(
            ", line 3; 2 cells",
            ", line 4, column b; bytes that are no US-ASCII",
            ", line 6; 4 cells",
            ", line 8, column y; bytes that are no US-ASCII");
  }

  @Test
  void aQuoteThatNeverEndsIsNamedByTheLineWhereItBegan() throws IOException {
    String rest = "5,6\n".repeat(100_000);
    refused(
        reading("a,y\n1,2\n\n3,\"4\n" + rest),
        ", line 4: a quote that opens must be closed (got none to the end of the file; expected"
            + " another quote; double the quotes inside of a quoted cell)");
    refused(
        reading("a,y\n\"1\n\",\"4\n" + rest),
        ", line 3: a quote that opens must be closed (got none to the end of the file; expected"
            + " another quote; double the quotes inside of a quoted cell)");
    refused(
        reading("a,y\n1,\"2\"3\n"),
        ", line 2: a quote that closes must end its cell (got more behind it; expected a separator or"
            + " the end of the line; double the quotes inside of a quoted cell)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a,z|y!1,2|3!if bars separate the columns: separator(\"|\")",
        "a,b;y!1,2;3!if semicolons separate the columns: separator(\";\")",
        "a#y!1#2!if something else separates the columns: separator(\"…\")",
        "a,b!1,2!names must match exactly, upper and lower case included"
      })
  void aSeparatorThatIsInDoubtIsNamed(String header, String row, String hint) throws IOException {
    assertThatThrownBy(reading(header + "\n" + row + "\n"))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("; expected that name among them; " + hint + ")");
  }

  @Test
  void aNumberWithADecimalCommaIsNamed() throws IOException {
    refused(
        reading("a;y\n1;2,5\n"),
        ", line 2, column y: a cell must hold a number (got '2,5'; expected a finite number such as"
            + " 1.5; if the comma stands before the fraction: decimal(','))");
    Files.writeString(file, "a;y\n1;2.5\n");
    refused(
        () -> CsvFile.of(file).decimal(',').targets("y").table(),
        ", line 2, column y: a cell must hold a number (got '2.5'; expected a finite number such as"
            + " 1.5; if the point stands before the fraction: decimal('.'))");
  }

  @Test
  void aNumberOfFloat64IsKeptUntilItIsStandardized() throws IOException {
    Files.writeString(file, "a,y\n1e39,1\n3e39,2\n");
    Selection rows = CsvFile.of(file).targets("y");
    var scaling = Standardizer.fit(rows.table());
    assertThat(scaling.transform(rows.table()).all().features().toFloatArray())
        .containsExactly(-1, 1);
    assertThat(Standardizer.fit(rows.dataset())).isEqualTo(scaling);
    refused(
        reading("a,y\n1e400,1\n"),
        ", line 2, column a: a cell must hold a number (got '1e400'; expected a finite number such"
            + " as 1.5; choose the columns that hold numbers with features(\"…\"))");
  }

  @Test
  void aClassIsAWholeNumberInAllItsDigits() throws IOException {
    Files.writeString(file, "a,y\n1,0.99999999999\n");
    refused(
        () -> CsvFile.of(file).classes("y").table(),
        ", line 2, column y: a class must be a whole number (got 0.99999999999; expected 0, 1, 2 …;"
            + " number the classes from 0)");
  }
}
