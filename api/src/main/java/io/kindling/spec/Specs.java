package io.kindling.spec;

import java.util.List;

/**
 * Where descriptions come from in Java code; import its methods statically:
 *
 * <pre>{@code
 * import static io.kindling.spec.Specs.*;
 *
 * Module model = backend.module(sequential(linear(8, 32), linear(32, 1)));
 * Optimizer optimizer = backend.optimizer(sgd(0.01).momentum(0.9), model.parameters());
 * }</pre>
 */
public final class Specs {
  private Specs() {}

  /**
   * A linear layer with bias.
   *
   * @param inFeatures how many numbers a row of the input has
   * @param outFeatures how many numbers a row of the output has
   * @return the description
   */
  public static LinearSpec linear(int inFeatures, int outFeatures) {
    return new LinearSpec(inFeatures, outFeatures, true);
  }

  /**
   * Modules one after the other.
   *
   * @param modules the modules, at least one
   * @return the description
   */
  public static SequentialSpec sequential(ModuleSpec... modules) {
    return new SequentialSpec(List.of(modules));
  }

  /**
   * The mean squared error.
   *
   * @return the description
   */
  public static MseSpec mse() {
    return new MseSpec(Reduction.MEAN);
  }

  /**
   * Stochastic gradient descent without momentum.
   *
   * @param lr the learning rate
   * @return the description
   */
  public static SgdSpec sgd(double lr) {
    return new SgdSpec(lr, 0, 0, 0, false);
  }
}
