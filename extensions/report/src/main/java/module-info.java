/** A training as one page of HTML, in a file or watched while it goes on. */
module io.kindling.report {
  requires transitive io.kindling;
  requires jdk.httpserver;
  requires static org.jspecify;
  requires uplot;

  exports io.kindling.report;
}
