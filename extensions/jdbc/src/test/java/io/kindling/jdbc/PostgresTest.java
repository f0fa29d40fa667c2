package io.kindling.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A PostgreSQL of the machine's, where there is one; with KINDLING_REQUIRE_POSTGRES=1 there must
 * be.
 */
final class PostgresTest {
  private static @Nullable PostgresServer server;

  @BeforeAll
  static void start() throws Exception {
    boolean required = "1".equals(System.getenv("KINDLING_REQUIRE_POSTGRES"));
    assumeTrue(required || PostgresServer.isInstalled(), "no PostgreSQL on this machine");
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static String url() {
    return requireNonNull(server).url();
  }

  private static List<String> cellsOf(String expressions) throws Exception {
    List<String> cells = new ArrayList<>();
    Consumer<Cell> teller =
        cell -> cells.add(cell.isMissing() ? "missing" : cell.text() + " = " + cell.parse());
    try (TableRows rows = JdbcQuery.of(url(), "SELECT " + expressions).open()) {
      for (int column = 0; column < rows.header().size(); column++) {
        rows.on(column, teller);
      }
      rows.readAll();
    }
    return cells;
  }

  @Test
  void numbersAndBooleansAreNumbers() throws Exception {
    String digits = "12345678901234567.890123456789";
    assertThat(
            cellsOf(
                "1::smallint, 2::int, 9007199254740993::bigint, 0.1::real, 0.1::float8, "
                    + digits
                    + "::numeric, 'NaN'::numeric, 'NaN'::float8,"
                    + " true, false, NULL::numeric, NULL::bool"))
        .containsExactly(
            "1 = 1.0",
            "2 = 2.0",
            "9007199254740993 = 9.007199254740992E15",
            "0.1 = " + (double) 0.1f,
            "0.1 = 0.1",
            digits + " = " + Double.parseDouble(digits),
            "missing",
            "missing",
            "true = 1.0",
            "false = 0.0",
            "missing",
            "missing");
  }

  @Test
  void textsDatesAndTypesOfItsOwnAreText() throws Exception {
    assertThat(
            cellsOf(
                "'red'::text, '7'::varchar, date '2026-03-29', time '02:30',"
                    + " timestamp '2026-03-29 02:30', timestamptz '2026-01-02 03:04:05+02',"
                    + " 'a'::\"char\", '{1,2}'::int[], 'NA', NULL"))
        .containsExactly(
            "red = NaN",
            "7 = 7.0",
            "2026-03-29 = NaN",
            "02:30:00 = NaN",
            "2026-03-29T02:30:00 = NaN",
            "2026-01-02T01:04:05Z = NaN",
            "a = NaN",
            "{1,2} = NaN",
            "missing",
            "missing");
  }

  @Test
  void rowsAreHandedOnAsTheyCome() throws Exception {
    String rows = "SELECT x AS a, 2 * x AS y FROM generate_series(1, 2000000) AS x";
    assertThat(FlatMemoryTest.added(url(), rows)).isEqualTo("2000000 rows, 4.000002E12");
  }

  @Test
  void nothingCanBeWritten() {
    assertThatThrownBy(JdbcQuery.of(url(), "CREATE TABLE t (x int)")::open)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot execute CREATE TABLE in a read-only transaction");
  }

  @Test
  void errorsAreInItsOwnWordsAndOneLine() {
    assertThatThrownBy(JdbcQuery.of(url(), "SELECT price FROM houses")::open)
        .isInstanceOf(DataException.class)
        .hasMessage(
            "query: the database must answer it (got ERROR: relation \"houses\" does not exist"
                + " Position: 19; expected rows; mend the query)");
    assertThatThrownBy(
            () ->
                JdbcQuery.of(url(), "SELECT 1 / (3 - x) AS a, x AS y FROM generate_series(1, 9) x")
                    .targets("y")
                    .table())
        .hasMessageContaining("ERROR: division by zero");
  }

  @Test
  void aWrongPasswordIsNotShown() {
    Properties properties = new Properties();
    properties.setProperty("user", PostgresServer.USER);
    properties.setProperty("password", "s3cret");
    String bare = url().substring(0, url().indexOf('?'));
    assertThatThrownBy(JdbcQuery.of(bare, properties, "SELECT 1")::open)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("s3cret");
  }
}
