package io.kindling.spi;

/** An optimizer as an engine runs it. */
public interface LiveOptimizer extends AutoCloseable {
  /** Forgets the gradients: they become absent, not zero, as PyTorch's do. */
  void zeroGrad();

  /** Updates every parameter that has a gradient. */
  void step();

  /** {@return the learning rate of the next step} */
  double learningRate();

  /**
   * Sets the learning rate of the steps to come.
   *
   * @param learningRate finite and 0 or more
   */
  void learningRate(double learningRate);

  /** Frees what the optimizer holds; the parameters stay. Called once. */
  @Override
  void close();
}
