/** What hosts program against: backends, tensors, modules, losses, optimizers. */
@SuppressWarnings("module") // those that a package is exported to are built later
module io.kindling {
  requires static jdk.jfr; // events for who records; where it is not, there are none
  requires static org.jspecify;

  exports io.kindling;
  exports io.kindling.checkpoint;
  exports io.kindling.checkpoint.json to
      io.kindling.cli,
      io.kindling.onnx;
  exports io.kindling.checkpoint.python;
  exports io.kindling.checkpoint.safetensors;
  exports io.kindling.checkpoint.sharded;
  exports io.kindling.checkpoint.stored;
  exports io.kindling.checkpoint.torch;
  exports io.kindling.core;
  exports io.kindling.data;
  exports io.kindling.description;
  exports io.kindling.error;
  exports io.kindling.exact to
      io.kindling.spark,
      io.kindling.statistics;
  exports io.kindling.file to
      io.kindling.cli,
      io.kindling.onnx,
      io.kindling.plot,
      io.kindling.report,
      io.kindling.statistics;
  exports io.kindling.forward to
      io.kindling.cpu;
  exports io.kindling.functions to
      io.kindling.cpu;
  exports io.kindling.model;
  exports io.kindling.nn;
  exports io.kindling.ops;
  exports io.kindling.optim;
  exports io.kindling.optim.python;
  exports io.kindling.predict;
  exports io.kindling.spi;
  exports io.kindling.table;
  exports io.kindling.text to
      io.kindling.cli,
      io.kindling.csv,
      io.kindling.plot,
      io.kindling.report,
      io.kindling.statistics;
  exports io.kindling.train;
  exports io.kindling.train.batch to
      io.kindling.cpu;

  uses io.kindling.description.SpecProvider;
  uses io.kindling.spi.BackendProvider;
}
