package io.kindling.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kindling.error.DataException;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is wrong is said in one line, with the database's own words and without passwords. */
final class MistakesTest {
  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

  private static String refusal(ThrowingCallable call) {
    DataException refusal = catchThrowableOfType(DataException.class, call);
    assertThat(refusal).isNotNull().hasNoCause();
    String message = refusal.getMessage() + "";
    assertThat(message).doesNotContain("\n").doesNotContain("s3cret");
    return message;
  }

  private static DataSource pool(Connection only) throws SQLException {
    DataSource pool = mock();
    when(pool.getConnection()).thenReturn(only);
    return pool;
  }

  @Test
  void aDriverThatIsNotThereIsNamedByTheUrlsBeginning() {
    assertThat(refusal(JdbcQuery.of("jdbc:nosuch://me:s3cret@host/db", "SELECT 1")::open))
        .isEqualTo(
            "query: there must be a driver for the database (got none for jdbc:nosuch:…; expected"
                + " one that takes such a URL; add the database's driver to the class path; the"
                + " command takes its jar with --lib)");
    assertThat(refusal(JdbcQuery.of("s3cret", "SELECT 1")::open))
        .contains("got none for a URL that is none of JDBC's;");
  }

  @Test
  void ofSeveralDriversTheOneThatTakesTheUrlIsAsked() throws SQLException {
    List<Driver> drivers = List.of(mock(Driver.class), DriverManager.getDriver(url));
    JdbcQuery query = JdbcQuery.of(drivers, url, new Properties(), "SELECT 1 AS x");
    assertThat(query.header()).containsExactly("X");
    assertThat(refusal(JdbcQuery.of(drivers, "jdbc:x:s3cret", new Properties(), "SELECT 1")::open))
        .contains("got none for jdbc:x:…;");
  }

  @Test
  void aDriverThatIsNotWholeIsSaidToBe() throws SQLException {
    Driver driver = mock();
    when(driver.connect(url, new Properties())).thenThrow(new NoClassDefFoundError("org/other/X"));
    assertThat(refusal(JdbcQuery.of(List.of(driver), url, new Properties(), "SELECT 1")::open))
        .contains(
            "the database's driver must be complete (got", "NoClassDefFoundError: org/other/X");
  }

  @Test
  void aWrongQueryIsRefusedInTheDatabasesWords() {
    assertThat(refusal(JdbcQuery.of(url, "SELECT price FROM houses\nWHERE area > 50")::open))
        .startsWith("query: the database must answer it (got Table \"HOUSES\" not found")
        .endsWith("; expected rows; mend the query)");
  }

  @Test
  void aWrongPasswordIsRefusedWithoutIt() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().execute("CREATE USER me PASSWORD 'another'");
    }
    Properties properties = new Properties();
    properties.setProperty("user", "me");
    properties.setProperty("password", "s3cret");
    String wrong =
        "query: there must be a connection to the database (got Wrong user name or password";
    assertThat(refusal(JdbcQuery.of(url, properties, "SELECT 1")::open)).startsWith(wrong);
    assertThat(refusal(JdbcQuery.of(url + ";USER=me;PASSWORD=s3cret", "SELECT 1")::open))
        .startsWith(wrong);
  }

  @Test
  void aUrlThatTheDriverRepeatsIsNotShown() throws SQLException {
    String strange = "jdbc:x://me:s3cret@host/db?options";
    Driver driver = mock();
    when(driver.connect(strange, new Properties()))
        .thenThrow(
            new SQLException(
                "cannot parse\n  " + strange + ", nor s3cret", new IOException("host s3cret")));
    assertThat(refusal(JdbcQuery.of(List.of(driver), strange, new Properties(), "SELECT 1")::open))
        .contains("(got cannot parse jdbc:x:…, nor *** host ***; expected one;");
  }

  @Test
  void aQueryThatWritesIsRefused() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      connection.createStatement().execute("CREATE TABLE t AS SELECT 1 AS x");
    }
    assertThat(refusal(JdbcQuery.of(url, "DELETE FROM t")::open))
        .contains("the database must answer it");
    assertThat(JdbcQuery.of(url, "SELECT * FROM t").findClasses("X").labels()).containsExactly("1");
  }

  @Test
  void aConnectionThatIsLostIsSaidWithTheRow() throws Exception {
    Connection connection = DriverManager.getConnection(url);
    DataSource source = pool(connection);
    try (TableRows rows = JdbcQuery.of(source, "SELECT X FROM SYSTEM_RANGE(1, 9)").open()) {
      assertThat(rows.advance()).isTrue();
      connection.close();
      assertThat(refusal(rows::advance))
          .startsWith("query, row 2: the database must go on with its answer (got ");
    }
  }

  @Test
  void aValueThatTheDatabaseCannotMakeIsSaidWithTheRow() {
    JdbcQuery query =
        JdbcQuery.of(
            url + ";LAZY_QUERY_EXECUTION=1",
            "SELECT 1 / (3 - X) AS A, X AS Y FROM SYSTEM_RANGE(1, 9)");
    assertThat(refusal(() -> query.targets("Y").table()))
        .startsWith("query, row 3: the database must go on with its answer (got Division by zero");
  }

  @Test
  void aColumnThatIsNotThereIsRefusedWithAHint() {
    assertThat(refusal(() -> JdbcQuery.of(url, "SELECT 1 AS x, 2 AS y").targets("y").table()))
        .isEqualTo(
            "query: there must be a column 'y' (got the columns X, Y; expected that name among"
                + " them; perhaps 'Y' is meant)");
    assertThat(refusal(() -> JdbcQuery.of(url, "SELECT 1 AS x, 2 AS y").targets("z").table()))
        .isEqualTo(
            "query: there must be a column 'z' (got the columns X, Y; expected that name among"
                + " them; names must match exactly, upper and lower case included; many databases"
                + " write them in capitals unless the query has them in quotes)");
  }

  @Test
  void missingValuesAreCountedWhereTheDatabaseCanBeAskedTwice() throws SQLException {
    String some =
        "SELECT CASE WHEN X > 2 THEN NULL ELSE X END AS A, X AS Y FROM SYSTEM_RANGE(1, 5)";
    assertThat(refusal(() -> JdbcQuery.of(url, some).targets("Y").table()))
        .startsWith(
            "query, row 3, column A: a cell must hold a number (got an empty cell, the first of 3"
                + " missing values in the column;");
    DataSource pool = pool(DriverManager.getConnection(url));
    assertThat(refusal(() -> JdbcQuery.of(pool, some).targets("Y").table()))
        .startsWith("query, row 3, column A: a cell must hold a number (got an empty cell;");
  }

  @Test
  void passwordsAreFoundWhereverTheyAre() {
    Properties properties = new Properties();
    properties.setProperty("trustStorePassword", "s3cret-4");
    for (String one :
        List.of(
            "jdbc:postgresql://host/db?user=me&password=s3cret%261",
            "jdbc:mysql://me:s3cret&1@host:3306/db",
            "jdbc:oracle:thin:me/s3cret&1@//host:1521/db",
            "jdbc:sqlserver://host;user=me;password={s3cret&1};encrypt=true",
            "jdbc:h2:mem:x;USER=me;PASSWORD=s3cret&1")) {
      Secrets secrets = Secrets.of(one, properties);
      assertThat(secrets.hide("me has s3cret&1 and s3cret-4")).as(one).doesNotContain("s3cret");
      assertThat(secrets.hide("no good: " + one + ".")).doesNotContain("s3cret").endsWith(":….");
    }
  }
}
