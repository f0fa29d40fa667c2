package io.kindling.nn;

import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * A piecewise Swish: 0 where x ≤ −3, {@code x} where x ≥ 3, else {@code x (x + 3) / 6}. Its
 * derivative at −3 is −0.5, and at 3 it is 1.5.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Hardswish.html">
 *     torch.nn.Hardswish</a>
 */
public record HardswishSpec() implements ElementwiseSpec, ModuleBody {
  static final String NAME = "hardswish";

  public static final Schema<HardswishSpec> SCHEMA =
      Schema.of(
          KIND, NAME, "0 up to −3, x from 3 on, between them x (x + 3) / 6", HardswishSpec::new);

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return input.mul(input.add(3).clamp(0, 6)).div(6);
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
