package io.kindling.nn;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.ops.Operations;

/**
 * Dropout: in training each number becomes 0 with probability p, and the others are divided by
 * {@code 1 − p}; in evaluation nothing happens.
 *
 * <p>The mask is drawn in Java from the backend's random numbers, so every backend and device drops
 * the same ones.
 *
 * @param p the probability, from 0 to 1; default 0.5
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html">
 *     torch.nn.Dropout</a>
 */
public record DropoutSpec(double p) implements ElementwiseSpec, ModuleBody {
  public static final String NAME = "dropout";

  static final double DEFAULT_P = 0.5;

  /**
   * Checks the probability.
   *
   * @throws io.kindling.error.SpecException if it is not from 0 to 1
   */
  public DropoutSpec {
    SpecCheck.share(NAME, "p", p);
  }

  public static DropoutSpec from(Arguments arguments) {
    arguments.names("p");
    return new DropoutSpec(arguments.number("p", DEFAULT_P));
  }

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    if (!state.isTraining() || p == 0 || input.shape().numel() == 0) {
      return input;
    }
    return p == 1 ? input.mul(0) : input.mul(state.bernoulli(input.shape(), 1 - p).div(1 - p));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).add("p", p, DEFAULT_P).toString();
  }
}
