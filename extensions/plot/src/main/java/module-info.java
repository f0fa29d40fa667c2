/** Pictures of trainings and predictions. */
module io.kindling.plot {
  requires transitive io.kindling;
  requires java.desktop;
  requires static org.jspecify;

  exports io.kindling.plot;
}
