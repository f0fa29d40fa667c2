package io.kindling.nn;

import io.kindling.description.Arguments;
import io.kindling.description.SpecText;

/**
 * The logistic function: {@code 1 / (1 + e⁻ˣ)}.
 *
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html">torch.nn.Sigmoid</a>
 */
public record SigmoidSpec() implements ElementwiseSpec {
  public static final String NAME = "sigmoid";

  public static SigmoidSpec from(Arguments arguments) {
    arguments.none();
    return new SigmoidSpec();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).toString();
  }
}
