/** The contract that every backend keeps, as JUnit test interfaces. */
module io.kindling.tck {
  requires transitive io.kindling;
  requires transitive org.junit.jupiter.api;
  requires com.google.gson;
  requires org.assertj.core;
  requires static org.jspecify;

  exports io.kindling.tck;
  exports io.kindling.tck.kit;
  exports io.kindling.tck.nn;
  exports io.kindling.tck.operations;
  exports io.kindling.tck.optim;
  exports io.kindling.tck.training;
  exports io.kindling.tck.use;
}
