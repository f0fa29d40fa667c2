/** The {@code kindling} command. Finds its backends at run time. */
module io.kindling.cli {
  requires ascii.table;
  requires de.siegmar.fastcsv;
  requires info.picocli;
  requires io.kindling;
  requires io.kindling.csv;
  requires io.kindling.jdbc;
  requires io.kindling.onnx;
  requires io.kindling.plot;
  requires io.kindling.report;
  requires io.kindling.statistics;
  requires java.sql;
  requires jdk.unsupported; // where signals are, for JLine
  requires org.jline.terminal;
  requires static org.jspecify;

  uses io.kindling.spi.TableFormat;
  uses java.sql.Driver;

  opens io.kindling.cli to
      info.picocli;
  opens io.kindling.cli.options to
      info.picocli;
  opens io.kindling.cli.training to
      info.picocli;
}
