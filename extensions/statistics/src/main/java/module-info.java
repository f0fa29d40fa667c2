/** Exact sums of tables, and what statistics makes of them. */
module io.kindling.statistics {
  requires transitive io.kindling;
  requires static org.jspecify;

  exports io.kindling.statistics;
}
