package io.kindling.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.data.Batches;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.table.Classes;
import io.kindling.table.Selection;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that others have written, see make.py beside them. */
final class ParquetFileTest {
  static Path file(String name) {
    return Path.of("src/test/resources/io/kindling/parquet").resolve(name + ".parquet");
  }

  private static ParquetFile open(String name) {
    return ParquetFile.of(file(name));
  }

  /** Each column's cells: the text, the number where there is one, or that it is missing. */
  private static Map<String, List<String>> cells(Table table) throws IOException {
    Map<String, List<String>> cells = new LinkedHashMap<>();
    try (TableRows rows = table.open()) {
      for (int column = 0; column < rows.header().size(); column++) {
        List<String> all = new ArrayList<>();
        cells.put(rows.header().get(column), all);
        rows.on(
            column,
            cell ->
                all.add(
                    cell.isMissing()
                        ? "missing"
                        : Double.isNaN(cell.parse())
                            ? cell.text()
                            : cell.text() + " = " + cell.parse()));
      }
      rows.readAll();
    }
    return cells;
  }

  @Test
  void numbersOfAllWidthsAreNumbers() throws IOException {
    Map<String, List<String>> cells = cells(open("types"));
    assertThat(cells.get("bool")).containsExactly("true = 1.0", "false = 0.0", "missing");
    assertThat(cells.get("int8")).containsExactly("-128 = -128.0", "127 = 127.0", "missing");
    assertThat(cells.get("int16"))
        .containsExactly("-32768 = -32768.0", "32767 = 32767.0", "missing");
    assertThat(cells.get("int32"))
        .containsExactly("-2147483648 = -2.147483648E9", "2147483647 = 2.147483647E9", "missing");
    assertThat(cells.get("int64"))
        .containsExactly(
            "-9223372036854775808 = " + -0x1p63, "9223372036854775807 = " + 0x1p63, "missing");
    assertThat(cells.get("uint8")).containsExactly("0 = 0.0", "255 = 255.0", "missing");
    assertThat(cells.get("uint16")).containsExactly("0 = 0.0", "65535 = 65535.0", "missing");
    assertThat(cells.get("uint32"))
        .containsExactly("0 = 0.0", "4294967295 = 4.294967295E9", "missing");
    assertThat(cells.get("uint64"))
        .containsExactly("0 = 0.0", "18446744073709551615 = " + 0x1p64, "missing");
  }

  @Test
  void fractionsArriveAsTheyAre() throws IOException {
    Map<String, List<String>> cells = cells(open("types"));
    assertThat(cells.get("half"))
        .extracting(cell -> cell.replaceFirst(".* = ", ""))
        .containsExactly("0.333251953125", -0x1p-24 + "", "missing");
    assertThat(cells.get("float")).containsExactly("0.1 = " + (double) 0.1f, "missing", "missing");
    assertThat(cells.get("double"))
        .containsExactly("0.1 = 0.1", "-Infinity = -Infinity", "missing");
    assertThat(cells.get("decimal9"))
        .containsExactly("-0.10 = -0.1", "1234567.89 = 1234567.89", "missing");
    String digits = "1234567890123456789012345678.0123456789";
    assertThat(cells.get("decimal38"))
        .containsExactly(
            "-1.5000000000 = -1.5", digits + " = " + Double.parseDouble(digits), "missing");
  }

  @Test
  void textIsText() throws IOException {
    Map<String, List<String>> cells = cells(open("types"));
    assertThat(cells.get("string")).containsExactly("grün", "7 = 7.0", "missing");
    assertThat(cells.get("large")).containsExactly("a", "missing", "missing");
    assertThat(cells.get("category")).containsExactly("x", "y", "missing");
    assertThat(cells.get("nothing")).containsOnly("missing").hasSize(3);
  }

  @Test
  void datesAndTimesAreIsoText() throws IOException {
    Map<String, List<String>> cells = cells(open("types"));
    assertThat(cells.get("date")).containsExactly("2026-03-29", "1500-02-28", "missing");
    assertThat(cells.get("time_ms")).containsExactly("02:30:00", "23:59:59.999", "missing");
    assertThat(cells.get("time_us")).containsExactly("02:30:00", "23:59:59.999999", "missing");
    assertThat(cells.get("stamp_ms"))
        .containsExactly("2026-03-29T02:30:00", "1969-12-31T23:59:59.999", "missing");
    assertThat(cells.get("stamp_us"))
        .containsExactly("2026-03-29T02:30:00", "1900-01-01T00:00:00.000001", "missing");
    assertThat(cells.get("stamp_ns"))
        .containsExactly(
            "1970-01-01T00:00:00.000000001", "1969-12-31T23:59:59.999999999", "missing");
    assertThat(cells.get("stamp_utc"))
        .containsExactly("2026-03-29T01:30:00Z", "2026-01-01T00:00:00Z", "missing");
    assertThat(cells(open("int96")).get("stamp"))
        .containsExactly("2026-03-29T02:30:00", "1900-01-01T00:00:00.000001", "missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4", "encodings"})
  void allCodecsAndEncodingsHoldTheSameRows(String name) throws IOException {
    Map<String, List<String>> cells = cells(open(name));
    assertThat(open(name).aboutRows()).isEqualTo(1000);
    assertThat(cells).containsOnlyKeys("id", "x", "name", "flag");
    assertThat(cells.values()).allSatisfy(column -> assertThat(column).hasSize(1000));
    List<List<String>> columns = List.copyOf(cells.values());
    for (int i = 0; i < 1000; i++) {
      assertThat(columns.get(0).get(i)).isEqualTo(i + " = " + (double) i);
      assertThat(columns.get(1).get(i)).isEqualTo(i / 7.0 + " = " + i / 7.0);
      assertThat(columns.get(2).get(i)).isEqualTo(i % 5 == 0 ? "missing" : "name " + i % 10);
      assertThat(columns.get(3).get(i)).isEqualTo(i % 3 == 0 ? "true = 1.0" : "false = 0.0");
    }
  }

  @Test
  void aFileOfDuckDbIsRead() throws IOException {
    Map<String, List<String>> cells = cells(open("duckdb"));
    assertThat(cells.get("id")).hasSize(3000).endsWith("2999 = 2999.0");
    assertThat(cells.get("x")).startsWith("0.0 = 0.0", "0.25 = 0.25");
    assertThat(cells.get("even")).startsWith("true = 1.0", "false = 0.0");
    assertThat(cells.get("name")).endsWith("row 2998", "row 2999");
    assertThat(cells.get("day")).startsWith("2026-01-01", "2026-01-02").endsWith("2034-03-19");
    assertThat(cells.get("price")).startsWith("missing", "1.0000 = 1.0", "2.0000 = 2.0", "missing");
    assertThat(cells.get("small")).element(257).isEqualTo("1 = 1.0");
    assertThat(cells.get("huge")).endsWith("2999.0 = 2999.0");
  }

  @Test
  void onlyWantedColumnsAreReadAndTheirCellsKnowTheirPlace() throws IOException {
    List<String> seen = new ArrayList<>();
    try (TableRows rows = open("brotli").open()) { // whose pages cannot be read
      assertThat(rows.header()).containsExactly("id", "x", "name", "flag");
      assertThat(rows.readAll()).isEqualTo(1000);
    }
    try (TableRows rows = open("none").open()) {
      rows.on(2, cell -> seen.add(cell.place() + ", " + cell.column() + ": " + cell.text()));
      rows.on(0, cell -> seen.add(cell.text()));
      assertThat(rows.readAll()).isEqualTo(1000);
      assertThat(rows.advance()).as("once more").isFalse();
    }
    assertThat(seen)
        .startsWith(
            "0", file("none") + ", row 1, name: ", "1", file("none") + ", row 2, name: name 1");
    assertThat(seen).element(1999).isEqualTo(file("none") + ", row 1000, name: name 9");
  }

  @Test
  void nestedColumnsAreNoTroubleToWhoDoesNotWantThem() {
    TableDataset rows = open("nested").targets("y").features("x").table();
    assertThat(rows.all().targets().toFloatArray()).containsExactly(3, 4);
  }

  @Test
  void aTableInMemoryAndAStreamHaveTheSameRows() {
    Selection some = open("zstd").targets("id").features("flag", "x");
    Rows loaded = some.table().all();
    assertThat(loaded.features().toFloatArray()).hasSize(2000).startsWith(1, 0, 0, 1 / 7f);
    try (Batches.Cursor epoch = Batches.of(some.dataset(), 1000).epoch()) {
      Rows streamed = epoch.next();
      assertThat(streamed.features()).isEqualTo(loaded.features());
      assertThat(streamed.targets()).isEqualTo(loaded.targets());
    }
  }

  @Test
  void aColumnMayBeReadByItsLabels() {
    Classes classes = open("duckdb").findClasses("even");
    assertThat(classes.labels()).containsExactly("false", "true");
  }

  @Test
  void aTableWithoutRowsHasNone() throws IOException {
    assertThat(open("empty").aboutRows()).isZero();
    assertThat(cells(open("empty"))).containsOnlyKeys("id", "x", "name", "flag");
    assertThat(cells(open("empty")).get("x")).isEmpty();
  }
}
