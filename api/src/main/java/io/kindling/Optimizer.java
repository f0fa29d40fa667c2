package io.kindling;

import io.kindling.error.SpecException;
import io.kindling.spec.OptimizerSpec;
import io.kindling.spi.LiveOptimizer;

/**
 * Changes parameters so that the loss falls. One step of training is
 *
 * <pre>{@code
 * optimizer.zeroGrad();
 * Tensor loss = criterion.forward(model.forward(inputs), labels);
 * loss.backward();
 * optimizer.step();
 * }</pre>
 *
 * @see <a href="https://pytorch.org/docs/stable/optim.html">torch.optim</a>
 */
public final class Optimizer extends Owned {
  private final OptimizerSpec spec;
  private final LiveOptimizer live;

  Optimizer(Backend backend, OptimizerSpec spec, LiveOptimizer live) {
    super(backend);
    this.spec = spec;
    this.live = live;
  }

  /** Forgets the parameters' gradients: {@link Tensor#grad()} is null after. */
  public void zeroGrad() {
    checkOpen("zeroGrad");
    live.zeroGrad();
  }

  /** Updates every parameter that has a gradient; the others stay as they are. */
  public void step() {
    checkOpen("step");
    live.step();
  }

  /** {@return the learning rate of the next step} */
  public double learningRate() {
    checkOpen("learningRate");
    return live.learningRate();
  }

  /**
   * Sets the learning rate of the steps to come.
   *
   * @param learningRate finite and 0 or more
   * @throws SpecException if it is not
   */
  public void learningRate(double learningRate) {
    checkOpen("learningRate");
    if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
      throw new SpecException(
          spec.name(),
          "the learning rate must be finite and not negative",
          learningRate + "",
          "0 or more",
          null);
    }
    live.learningRate(learningRate);
  }

  @Override
  void release() {
    live.close();
  }

  @Override
  String describe() {
    return "optimizer " + spec;
  }

  /** {@return the text form of the optimizer's description} */
  @Override
  public String toString() {
    return spec.toString();
  }
}
