package io.kindling.nn;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.SHARE;

import io.kindling.description.Schema;
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
  static final String NAME = "dropout";

  public static final Schema<DropoutSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "in training, zero with probability p, else x / (1 − p)",
          number("p", DropoutSpec::p, SHARE, 0.5),
          DropoutSpec::new);

  /** Checks the values. */
  public DropoutSpec {
    SCHEMA.check(p);
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
    return SCHEMA.text(this);
  }
}
