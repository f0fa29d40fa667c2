/** Queries of any database as data sets. */
module io.kindling.jdbc {
  requires transitive io.kindling;
  requires transitive java.sql;
  requires static org.jspecify;

  exports io.kindling.jdbc;
}
