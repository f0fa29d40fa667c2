package io.kindling.nn;

import io.kindling.description.Arguments;
import io.kindling.description.SpecText;
import io.kindling.ops.Operations;

/**
 * The hyperbolic tangent.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html">torch.nn.Tanh</a>
 */
public record TanhSpec() implements ElementwiseSpec, ModuleBody {
  public static final String NAME = "tanh";

  public static TanhSpec from(Arguments arguments) {
    arguments.none();
    return new TanhSpec();
  }

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    return input.tanh();
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
