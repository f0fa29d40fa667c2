package io.kindling.nn;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.FINITE;

import io.kindling.description.Schema;

/**
 * The leaky rectified linear unit: {@code x} where x > 0, else {@code slope · x}.
 *
 * @param negativeSlope the slope below 0; default 0.01
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html">
 *     torch.nn.LeakyReLU</a>
 */
public record LeakyReluSpec(double negativeSlope) implements ElementwiseSpec {
  static final String NAME = "leaky_relu";

  public static final Schema<LeakyReluSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "x where positive, else slope · x",
          number("negative_slope", LeakyReluSpec::negativeSlope, FINITE, 0.01),
          LeakyReluSpec::new);

  /** Checks the values. */
  public LeakyReluSpec {
    SCHEMA.check(negativeSlope);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return SCHEMA.text(this);
  }
}
