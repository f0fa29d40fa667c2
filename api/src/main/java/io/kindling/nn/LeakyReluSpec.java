package io.kindling.nn;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

/**
 * The leaky rectified linear unit: {@code x} where x > 0, else {@code slope · x}.
 *
 * @param negativeSlope the slope below 0; default 0.01
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html">
 *     torch.nn.LeakyReLU</a>
 */
public record LeakyReluSpec(double negativeSlope) implements ElementwiseSpec {
  public static final String NAME = "leaky_relu";

  public static final double DEFAULT_SLOPE = 0.01;

  /**
   * Checks the slope.
   *
   * @throws io.kindling.error.SpecException if it is not finite
   */
  public LeakyReluSpec {
    SpecCheck.finite(NAME, "negative_slope", negativeSlope);
  }

  public static LeakyReluSpec from(Arguments arguments) {
    arguments.names("negative_slope");
    return new LeakyReluSpec(arguments.number("negative_slope", DEFAULT_SLOPE));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).add("negative_slope", negativeSlope, DEFAULT_SLOPE).toString();
  }
}
