package io.kindling.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.kindling.error.DataException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** How a database is asked, and how its connection is given back. */
final class SessionTest {
  private final DataSource source = mock();
  private final Connection connection = mock(RETURNS_DEEP_STUBS);
  private final Statement statement = mock();
  private final ResultSet result = mock(RETURNS_DEEP_STUBS);

  @BeforeEach
  void connect() throws SQLException {
    when(source.getConnection()).thenReturn(connection);
    when(connection.getAutoCommit()).thenReturn(true);
    when(connection.getMetaData().getDriverName()).thenReturn("PostgreSQL JDBC Driver");
    when(connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY))
        .thenReturn(statement);
    when(statement.executeQuery("SELECT 1")).thenReturn(result);
    when(result.getStatement()).thenReturn(statement);
  }

  private void read() throws IOException {
    JdbcQuery.of(source, "SELECT 1").open().close();
  }

  @Test
  void isAskedSoThatRowsComeAsTheyAreWantedAndGivenBackAsItWas() throws Exception {
    read();
    InOrder order = inOrder(connection, statement);
    order.verify(connection).setReadOnly(true);
    order.verify(connection).setAutoCommit(false);
    order.verify(statement).setFetchSize(1000);
    order.verify(statement).executeQuery("SELECT 1");
    order.verify(statement).close();
    order.verify(connection).rollback();
    order.verify(connection).setAutoCommit(true);
    order.verify(connection).setReadOnly(false);
    order.verify(connection).close();
  }

  @Test
  void mySqlIsAskedForRowsOneByOne() throws Exception {
    when(connection.getMetaData().getDriverName()).thenReturn("MySQL Connector/J");
    read();
    verify(statement).setFetchSize(Integer.MIN_VALUE);
  }

  @Test
  void aDriverWithoutTransactionsIsAskedWithoutThem() throws Exception {
    doThrow(new SQLFeatureNotSupportedException()).when(connection).setReadOnly(true);
    doThrow(new SQLFeatureNotSupportedException()).when(connection).setAutoCommit(false);
    read();
    verify(statement).executeQuery("SELECT 1");
  }

  @Test
  void aConnectionIsGivenBackWhateverFails() throws Exception {
    doThrow(new SQLException("no")).when(statement).setFetchSize(anyInt());
    assertThatThrownBy(this::read).isInstanceOf(DataException.class).hasMessageContaining("no");
    verify(connection).setAutoCommit(true);
    verify(connection, atLeastOnce()).close();
  }

  @Test
  void aConnectionIsGivenBackWhereTheColumnsCannotBeTold() throws Exception {
    when(result.getMetaData()).thenThrow(new SQLException("gone"));
    assertThatThrownBy(this::read).isInstanceOf(DataException.class).hasMessageContaining("gone");
    verify(connection).close();
  }

  @Test
  void anErrorWithoutAMessageIsNamedByItsKind() throws Exception {
    when(source.getConnection()).thenThrow(new SQLException());
    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("java.sql.SQLException");
  }
}
