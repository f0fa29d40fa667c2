/** What hosts program against: backends, tensors, modules, losses, optimizers. */
module io.kindling {
  requires static org.jspecify;

  exports io.kindling;
  exports io.kindling.checkpoint;
  exports io.kindling.data;
  exports io.kindling.error;
  exports io.kindling.spec;
  exports io.kindling.spi;
  exports io.kindling.train;

  uses io.kindling.spi.BackendProvider;
}
