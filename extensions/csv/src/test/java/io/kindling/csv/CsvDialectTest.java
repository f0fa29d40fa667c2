package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.table.MissingValues;
import io.kindling.table.TableRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One table in many dresses: separators, decimal commas, encodings, archives. */
final class CsvDialectTest {
  private static final String TABLE = "a,b c,y\n1,2.5,café\n-3,4,tea\n";

  @TempDir Path folder;
  private Path file;
  private CsvFile rows;

  @BeforeEach
  void name() {
    file = folder.resolve("rows.csv");
    rows = CsvFile.of(file);
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** All cells, row by row, the header first. */
  private static List<String> cells(CsvFile file) throws IOException {
    List<String> cells = new ArrayList<>();
    try (TableRows rows = file.open()) {
      cells.addAll(rows.header());
      for (int column = 0; column < rows.header().size(); column++) {
        rows.on(column, cell -> cells.add(cell.text()));
      }
      rows.readAll();
    }
    return cells;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a,y%1,2!,",
        "a;y%1;2!;",
        "a;y%1,5;2,5!;",
        "a\ty%1\t2!'\t'",
        "a|y%1|2!|",
        "'a  y%1 2'!' '",
        "'  a y %  1   2 '!' '",
        "a;y!;",
        "\"a;b\",y%1,2!,",
        "\"a\"\"\";y%1;2!;",
        "a,b;y%1;2!;",
        "a;b,y%1,2!,",
        "a;b,y%1;2,3!,",
        "a;b|c%1,2!;",
        "'a,y%1 2'!,",
        "'%%a;y%%1;2'!;",
        "'my name%1'!,",
        "'a y%1,2'!,",
        "sep=;%a,b;y%1,2;3!;",
        "\"sep=|\"%a,b|y%1|3!|",
        "y%1!,"
      })
  void theSeparatorIsThatOfTheFirstLine(String text, String separator) throws IOException {
    Files.writeString(file, text.replace("%", "\n"));
    assertThat(rows.separator()).isEqualTo(separator);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "#", "::", "§"})
  void cellsAreSeparatedByWhatIsSaid(String separator) throws IOException {
    Files.writeString(file, TABLE.replace(",", separator));
    assertThat(cells(rows.separator(separator)))
        .containsExactly("a", "b c", "y", "1", "2.5", "café", "-3", "4", "tea");
  }

  @Test
  void runsOfSpacesSeparateOnce() throws IOException {
    Files.writeString(file, "  a   \"b c\"  y\n 1  2.5     \"\" \n-3 4 \"x  y\"\n");
    assertThat(cells(rows)).containsExactly("a", "b c", "y", "1", "2.5", "", "-3", "4", "x  y");
  }

  @Test
  void aLineThatNamesTheSeparatorIsNoRow() throws IOException {
    Files.writeString(file, "sep=;\r\na;y\r\n1;2\r\nx;3\r\n");
    assertThatThrownBy(() -> rows.targets("y").table())
        .hasMessageStartingWith(file + ", line 4, column a: ");
    assertThatThrownBy(() -> rows.targets("z").table())
        .hasMessageStartingWith(file + ", line 2: there must be a column 'z'");
    Files.writeString(file, "sep=;\na,y\n1,2\n");
    assertThat(rows.separator(",").header()).as("what is said counts").containsExactly("a", "y");
  }

  @Test
  void commasBeforeTheFractionAreReadWhereThatIsSaid() throws IOException {
    Files.writeString(file, "a;y\n1,5;-2,25e1\n ,5 ;3\n1234567890123456789,5;0,1\n");
    TableDataset data = rows.decimal(',').targets("y").table();
    assertThat(data.all().features().toFloatArray())
        .containsExactly(1.5f, 0.5f, (float) 1234567890123456789L);
    assertThat(data.all().targets().toFloatArray()).containsExactly(-22.5f, 3, 0.1f);
    Files.writeString(file, "a,y\n\"1,5\",2\n");
    assertThat(rows.decimal(',').targets("y").table().all().features().toFloatArray())
        .containsExactly(1.5f);
    assertThatThrownBy(() -> rows.decimal(';'))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "decimal: a number must have a point or a comma before its fraction (got ';'; expected"
                + " '.' or ',')");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void unicodeIsFoundOut(String charset) throws IOException {
    for (String mark : List.of("", "\uFEFF")) {
      Files.write(file, (mark + TABLE).getBytes(Charset.forName(charset)));
      assertThat(cells(rows)).startsWith("a", "b c", "y").contains("café");
      assertThat(rows.aboutRows()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE"})
  void anEncodingCanBeSaid(String charset) throws IOException {
    Files.write(file, TABLE.getBytes(Charset.forName(charset)));
    assertThat(cells(rows.charset(Charset.forName(charset)))).contains("café");
  }

  @Test
  void aByteOrderMarkKnowsBetter() throws IOException {
    Files.writeString(file, "\uFEFF" + TABLE);
    assertThat(cells(rows.charset(StandardCharsets.ISO_8859_1))).startsWith("a").contains("café");
  }

  @Test
  void anArchiveOfGzipIsReadAsWhatIsInIt() throws IOException {
    Files.write(file, gzip(TABLE));
    List<String> cells = cells(rows);
    assertThat(cells).contains("café", "tea");
    byte[] first = Files.readAllBytes(file);
    byte[] second = gzip("5,6,milk\n");
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(first);
    both.write(second);
    Files.write(file, both.toByteArray());
    assertThat(cells(rows)).as("archives that were joined").endsWith("tea", "5", "6", "milk");
    Files.write(file, gzip("a;y\n" + "1;2\n".repeat(100_000)));
    assertThat(rows.targets("y").table().rows()).isEqualTo(100_000);
    assertThat(rows.aboutRows()).isBetween(50_000.0, 200_000.0);
  }

  @Test
  void whatCountsAsMissingCanBeSaid() throws IOException {
    Files.writeString(file, "a,y\n1,NA\n2,-999\n3,\n");
    CsvFile own = rows.missing(MissingValues.of("-999", "unknown"));
    List<Boolean> missing = new ArrayList<>();
    try (TableRows read = own.open()) {
      read.on(1, cell -> missing.add(cell.isMissing()));
      read.readAll();
    }
    assertThat(missing).containsExactly(false, true, true);
  }

  @Test
  void errorsCallItByItsName() throws IOException {
    Files.writeString(file, "a,y\nx,1\n");
    assertThatThrownBy(() -> rows.named("standard input").targets("y").table())
        .hasMessageStartingWith("standard input, line 2, column a: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"", ",\n"})
  void whatCannotSeparateIsRefused(String separator) {
    assertThatThrownBy(() -> rows.separator(separator))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("separator: a separator must be one or more characters, none of");
  }

  private static List<@Nullable BigDecimal> decimals(CsvFile file) throws IOException {
    List<@Nullable BigDecimal> decimals = new ArrayList<>();
    try (TableRows rows = file.open()) {
      rows.on(0, cell -> decimals.add(cell.decimal()));
      rows.readAll();
    }
    return decimals;
  }

  @Test
  void numbersAreToldDigitByDigit() throws IOException {
    String cells =
        "0.10,-7,+1e-3,.5,5., 2 ,123456789012345678,1234567890123456789,x,,NA,-,0x1,1.2.3";
    Files.writeString(file, "a\n" + cells.replace(",", "\n").replace("\n\n", "\n\"\"\n") + "\n");
    List<@Nullable BigDecimal> expected = new ArrayList<>();
    for (String cell : cells.split(",", -1)) {
      boolean number = !List.of("x", "", "NA", "-", "0x1", "1.2.3").contains(cell);
      expected.add(number ? new BigDecimal(cell.strip()) : null);
    }
    assertThat(decimals(rows)).isEqualTo(expected);
    assertThat(decimals(rows.separator("|"))).isEqualTo(expected);
    Files.writeString(file, "a;b\n1.234,5;1\n-9;2\n0,1;3\n");
    CsvFile german = rows.separator(";").decimal(',').thousands('.');
    assertThat(decimals(german))
        .containsExactly(new BigDecimal("1234.5"), new BigDecimal("-9"), new BigDecimal("0.1"));
    assertThat(decimals(german.missing(MissingValues.of("-9"))))
        .containsExactly(new BigDecimal("1234.5"), null, new BigDecimal("0.1"));
  }
}
