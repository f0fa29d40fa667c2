/** CSV files of any size as data sets. */
module io.kindling.csv {
  requires ch.randelshofer.fastdoubleparser;
  requires de.siegmar.fastcsv;
  requires transitive io.kindling;
  requires static org.jspecify;

  exports io.kindling.csv;
}
