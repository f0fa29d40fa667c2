package io.kindling.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.data.Batches;
import io.kindling.data.Dataset;
import io.kindling.data.Rows;
import io.kindling.data.StreamingDataset;
import io.kindling.data.TableDataset;
import io.kindling.table.Classes;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JdbcQueryTest {
  private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
  private Connection database;

  @BeforeEach
  void open() throws SQLException {
    database = DriverManager.getConnection(url);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private JdbcQuery query(String sql) {
    return JdbcQuery.of(url, sql);
  }

  /** All cells: the text, the number where there is one, and whether it is missing. */
  private static List<String> cells(JdbcQuery query) throws IOException {
    List<String> cells = new ArrayList<>();
    try (TableRows rows = query.open()) {
      for (int column = 0; column < rows.header().size(); column++) {
        rows.on(
            column,
            cell ->
                cells.add(
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

  private List<String> cellsOf(String expressions) throws IOException {
    return cells(query("SELECT " + expressions));
  }

  @Test
  void numbersOfAllTypesAreNumbers() throws IOException {
    assertThat(
            cellsOf(
                "CAST(-128 AS TINYINT), CAST(32767 AS SMALLINT), CAST(2147483647 AS INTEGER),"
                    + " CAST(9007199254740993 AS BIGINT), CAST(0.1 AS REAL),"
                    + " CAST(0.1 AS DOUBLE PRECISION), CAST(1e200 AS DECFLOAT)"))
        .containsExactly(
            "-128 = -128.0",
            "32767 = 32767.0",
            "2147483647 = 2.147483647E9",
            "9007199254740993 = 9.007199254740992E15",
            "0.1 = " + (double) 0.1f,
            "0.1 = 0.1",
            "1E+200 = 1.0E200");
  }

  @Test
  void aDecimalIsTheNearestFloat64() throws IOException {
    String digits = "12345678901234567.890123456789";
    assertThat(cellsOf("CAST(" + digits + " AS DECIMAL(40, 12)), CAST(0.10 AS NUMERIC(5, 2))"))
        .containsExactly(digits + " = " + Double.parseDouble(digits), "0.10 = 0.1");
  }

  @Test
  void booleansAreOneAndZero() throws IOException {
    assertThat(cellsOf("TRUE, 1 > 2")).containsExactly("true = 1.0", "false = 0.0");
  }

  @Test
  void datesAndTimesAreIsoTextWhateverTheTimeZoneHereIs() throws IOException {
    assertThat(
            cellsOf(
                "DATE '2026-03-29', DATE '1500-02-28', TIME '02:30:00',"
                    + " TIMESTAMP '2026-03-29 02:30:00', TIMESTAMP '2026-01-02 03:04:05.678',"
                    + " TIMESTAMP WITH TIME ZONE '2026-01-02 03:04:05+02:00'"))
        .containsExactly(
            "2026-03-29",
            "1500-02-28",
            "02:30:00",
            "2026-03-29T02:30:00",
            "2026-01-02T03:04:05.678",
            "2026-01-02T01:04:05Z");
  }

  @Test
  void aTextMayBeANumberOrStandForNothing() throws IOException {
    assertThat(cellsOf("'red', ' 2.50 ', CAST('7' AS CHAR(3)), 'NA', '', '0x10'"))
        .containsExactly("red", " 2.50  = 2.5", "7   = 7.0", "missing", "missing", "0x10");
  }

  @Test
  void nullOfAnyTypeIsMissing() throws IOException {
    assertThat(
            cellsOf(
                "CAST(NULL AS INTEGER), CAST(NULL AS DECIMAL(5, 2)), CAST(NULL AS BOOLEAN),"
                    + " CAST(NULL AS DATE), CAST(NULL AS TIMESTAMP), CAST(NULL AS VARCHAR),"
                    + " CAST('NaN' AS DOUBLE PRECISION)"))
        .containsOnly("missing")
        .hasSize(7);
  }

  @Test
  void columnsAreCalledAsTheQueryLabelsThem() {
    assertThat(query("SELECT 1 AS \"price, EUR\", 2 AS area, 3 AS \" x \"").header())
        .containsExactly("price, EUR", "AREA", "x");
  }

  @Test
  void cellsGoToWhoAskedForTheirColumnInTheOrderOfTheColumns() throws IOException {
    List<String> seen = new ArrayList<>();
    try (TableRows rows = query("SELECT X, X * 10, X * 100 FROM SYSTEM_RANGE(1, 2)").open()) {
      rows.on(2, cell -> seen.add(cell.place() + ": " + cell.text()));
      rows.on(0, cell -> seen.add(cell.place() + ": " + cell.text()));
      assertThat(rows.readAll()).isEqualTo(2);
      assertThat(rows.advance()).as("once more").isFalse();
    }
    assertThat(seen)
        .containsExactly(
            "query, row 1: 1", "query, row 1: 100", "query, row 2: 2", "query, row 2: 200");
  }

  @Test
  void theQueryIsAskedAnewInEveryEpoch() throws SQLException {
    database
        .createStatement()
        .execute("CREATE TABLE t AS SELECT X, 2 * X AS Y FROM SYSTEM_RANGE(1, 3)");
    StreamingDataset rows = query("SELECT * FROM t ORDER BY x").targets("Y").dataset();
    assertThat(sum(rows)).isEqualTo(12);
    database.createStatement().execute("INSERT INTO t VALUES (4, 8)");
    assertThat(sum(rows)).isEqualTo(20);
  }

  private static float sum(Dataset rows) {
    float sum = 0;
    try (Batches.Cursor epoch = Batches.of(rows, 2).epoch()) {
      while (epoch.hasNext()) {
        for (float y : epoch.next().targets().toFloatArray()) {
          sum += y;
        }
      }
    }
    return sum;
  }

  @Test
  void aTableInMemoryHasTheSameNumbersInFloat64() {
    TableDataset rows =
        query("SELECT 0.1 + X AS A, X = 2 AS B FROM SYSTEM_RANGE(1, 2)").targets("B").table();
    assertThat(rows.all().targets().toFloatArray()).containsExactly(0, 1);
    assertThat(rows.all().features().toFloatArray()).containsExactly(1.1f, 2.1f);
  }

  @Test
  void aColumnOfTextIsReadByItsLabels() {
    JdbcQuery query = query("SELECT * FROM (VALUES (1, 'b'), (2, 'a')) AS t(x, kind)");
    Classes classes = query.findClasses("KIND");
    assertThat(classes.labels()).containsExactly("a", "b");
    Rows rows = query.classes("KIND").labels("KIND", classes).table().all();
    assertThat(rows.targets().toLongArray()).containsExactly(1, 0);
  }
}
