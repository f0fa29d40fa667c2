package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.data.Standardizer;
import io.kindling.error.DataException;
import io.kindling.table.Selection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
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
            + " cells or leave the rows out)");
  }

  @Test
  void wordsThatLookLikeMissingAreLabels() throws IOException {
    Files.writeString(file, "a,y\n1,Na\n2,none\n3,-\n");
    assertThat(CsvFile.of(file).findClasses("y").labels()).containsExactly("-", "Na", "none");
  }

  @Test
  void byteOrderMarksWhereFilesWereJoinedArePassedOver() throws IOException {
    Files.writeString(file, "y,a\n1,2\n\uFEFF1,4\n2,\uFEFF\n");
    assertThat(CsvFile.of(file).findClasses("y").labels()).containsExactly("1", "2");
    assertThat(CsvFile.of(file).findClasses("a").labels()).containsExactly("2", "4", "\uFEFF");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void utf16(String charset) throws IOException {
    Files.write(file, TABLE.getBytes(Charset.forName(charset)));
    refused(
        () -> CsvFile.of(file).targets("y").table(),
        ": the file must be readable as CSV (got text in UTF-16; expected text in UTF-8; iconv -f"
            + " UTF-16 -t UTF-8 FILE > NEW_FILE)");
  }

  @Test
  void archives() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(TABLE.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(file, bytes.toByteArray());
    refused(
        () -> CsvFile.of(file).targets("y").table(),
        ": the file must be readable as CSV (got a gzip archive; expected text in UTF-8; gunzip -c"
            + " FILE > NEW_FILE)");
    bytes.reset();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("sheet.xml"));
      zip.write(new byte[] {1, 2, 3});
    }
    Files.write(file, bytes.toByteArray());
    refused(
        () -> CsvFile.of(file).targets("y").table(),
        ": the file must be readable as CSV (got a zip archive, as .xlsx files are; expected text in"
            + " UTF-8; unzip it, or save the sheet as CSV)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a;y!the cells seem to be separated by semicolons: write them with commas",
        "a\ty!the cells seem to be separated by tabs: write them with commas",
        "a|y!the cells seem to be separated by bars: write them with commas",
        "a y!the cells seem to be separated by spaces: write them with commas",
        "sep=,!the first line names the separator only: remove it",
        "sep=;!the first line names the separator only: remove it"
      })
  void otherSeparatorsAreNamed(String header, String hint) throws IOException {
    assertThatThrownBy(reading(header + "\n1,2\n"))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("; expected that name among them; " + hint + ")");
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
