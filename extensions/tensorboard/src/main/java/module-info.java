/** Trainings for TensorBoard to show. */
module io.kindling.tensorboard {
  requires transitive io.kindling;
  requires static org.jspecify;

  exports io.kindling.tensorboard;
}
